using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>How one attention row differs between two models; in double precision, sums in eight lanes from key 0.</summary>
/// <param name="JensenShannon">½ Σ p ln(p / m) + ½ Σ q ln(q / m), m = (p + q) / 2; nats, from 0 to ln 2.</param>
/// <param name="Entropy">Of the base's row, nats.</param>
/// <param name="EntropyChange">Modified minus base.</param>
/// <param name="FirstTokenMass">Of the base's row.</param>
/// <param name="FirstTokenMassChange">Modified minus base.</param>
internal readonly record struct RowDisruption(double JensenShannon, double Entropy, double EntropyChange, double FirstTokenMass, double FirstTokenMassChange)
{
    // Beyond it ln(1 - x²) + x d is 2 ln 2 to the last place.
    private const double FarApart = 45;
    private const double SeriesRadius = 1.0 / 8;

    /// <summary>Compares the softmax of two rows of scores of equal length, each multiplied by <paramref name="scale"/>.</summary>
    /// <param name="p">Scores of the base.</param>
    /// <param name="q">Scores of the modified model.</param>
    /// <param name="scale">Positive factor of the scores.</param>
    /// <param name="memory">Twice the length, each half rounded up to a multiple of 16.</param>
    public static RowDisruption Of(ReadOnlySpan<float> p, ReadOnlySpan<float> q, double scale, Span<double> memory)
    {
        int half = memory.Length / 2;
        var one = ScoreRow.Of(p, scale, memory[..half]);
        var two = ScoreRow.Of(q, scale, memory[half..]);
        double first = one.Exponentials[0] / one.Sum;
        return new(Divergence(p, one, q, two, scale), one.Entropy, two.Entropy - one.Entropy, first, two.Exponentials[0] / two.Sum - first);
    }

    // With s = p + q and x = (q - p) / s the two terms of a key are s / 4 · g(x), g(x) = (1 - x) ln(1 - x) + (1 + x) ln(1 + x):
    // never negative, exactly 0 where p = q, 2 ln 2 at most. With d = ln q - ln p also g(x) = ln(1 - x²) + x d.
    private static double Divergence(ReadOnlySpan<float> p, ScoreRow one, ReadOnlySpan<float> q, ScoreRow two, double scale)
    {
        var scaleP = Vector512.Create(1 / one.Sum);
        var scaleQ = Vector512.Create(1 / two.Sum);
        var factor = Vector512.Create(scale);
        var shift = Vector512.Create(one.LogSumExp - two.LogSumExp);
        var sum = Vector512<double>.Zero;
        for (int i = 0; i < p.Length; i += Vector512<float>.Count)
        {
            var (p0, p1) = Vector512.Widen(SoftmaxRow.Load(p, i));
            var (q0, q1) = Vector512.Widen(SoftmaxRow.Load(q, i));
            int next = i + Vector512<double>.Count;
            sum += Term(Vector512.Create(one.Exponentials[i..]) * scaleP, Vector512.Create(two.Exponentials[i..]) * scaleQ, Vector512.FusedMultiplyAdd(q0 - p0, factor, shift));
            sum += Term(Vector512.Create(one.Exponentials[next..]) * scaleP, Vector512.Create(two.Exponentials[next..]) * scaleQ, Vector512.FusedMultiplyAdd(q1 - p1, factor, shift));
        }
        return Math.Min(Vector512.Sum(sum) / 4, Math.Log(2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Term(Vector512<double> p, Vector512<double> q, Vector512<double> d)
    {
        var s = p + q;
        var x = (q - p) / s;
        var square = x * x;
        // x² Σ x^(2k-2) / (k (2k - 1)); what follows is below 2⁻⁵³ of it within the radius.
        var series = Vector512.Create(1.0 / 153);
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 120));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 91));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 66));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 45));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 28));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 15));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 6));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512<double>.One);
        var far = Vector512.FusedMultiplyAdd(x, d, DoubleLogarithm.Of(4 * (p / s) * (q / s)));
        far = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(d), Vector512.Create(FarApart)), far, Vector512.Create(2 * Math.Log(2)));
        var g = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(SeriesRadius)), series * square, far);
        // Keys that neither row sees.
        return Vector512.ConditionalSelect(Vector512.Equals(s, Vector512<double>.Zero), s, s * g);
    }
}
