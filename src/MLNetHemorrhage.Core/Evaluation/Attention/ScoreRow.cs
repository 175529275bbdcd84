using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>The softmax of a row of attention scores in double precision, not yet divided by its sum, and its entropy.</summary>
internal readonly ref struct ScoreRow
{
    private ScoreRow(ReadOnlySpan<double> exponentials, double sum, double logSumExp, double entropy)
    {
        Exponentials = exponentials;
        Sum = sum;
        LogSumExp = logSumExp;
        Entropy = entropy;
    }

    /// <summary>e^(scale · (score - maximum)); zeros behind the last, up to a multiple of 16.</summary>
    public ReadOnlySpan<double> Exponentials { get; }

    /// <summary>Their sum.</summary>
    public double Sum { get; }

    /// <summary>ln Σ e^(scale · score).</summary>
    public double LogSumExp { get; }

    /// <summary>-Σ p ln p, nats.</summary>
    public double Entropy { get; }

    /// <summary>Computes a row into <paramref name="memory"/>, as long as the scores and a multiple of 16.</summary>
    public static ScoreRow Of(ReadOnlySpan<float> scores, double scale, Span<double> memory)
    {
        float maximum = Reductions.Max(scores);
        Vector512<double> shift = Vector512.Create((double)maximum), factor = Vector512.Create(scale), sum = default, moment = default;
        for (int i = 0; i < scores.Length; i += Vector512<float>.Count)
        {
            var (lower, upper) = Vector512.Widen(SoftmaxRow.Load(scores, i));
            lower = (lower - shift) * factor;
            upper = (upper - shift) * factor;
            Vector512<double> a = DoubleExponential.Of(lower), b = DoubleExponential.Of(upper);
            a.CopyTo(memory[i..]);
            b.CopyTo(memory[(i + Vector512<double>.Count)..]);
            sum = sum + a + b;
            moment = moment + Moment(a, lower) + Moment(b, upper);
        }
        // ln p = z - ln Σ e^z, so the entropy is ln Σ e^z - Σ p z, and no z is above 0.
        double total = Vector512.Sum(sum), log = Math.Log(total);
        return new(memory, total, scale * maximum + log, log - Vector512.Sum(moment) / total);
    }

    // Zero times -∞ is zero here.
    private static Vector512<double> Moment(Vector512<double> e, Vector512<double> z) =>
        Vector512.ConditionalSelect(Vector512.Equals(e, Vector512<double>.Zero), e, e * z);
}
