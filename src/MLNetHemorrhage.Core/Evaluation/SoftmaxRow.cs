using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNetHemorrhage.Evaluation.Prediction;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>The softmax of a row of logits in double precision, not yet divided by its sum.</summary>
internal readonly ref struct SoftmaxRow
{
    private SoftmaxRow(ReadOnlySpan<double> exponentials, double sum, double logSumExp, int top)
    {
        Exponentials = exponentials;
        Sum = sum;
        LogSumExp = logSumExp;
        Top = top;
    }

    /// <summary>e^(logit - maximum); zeros behind the last logit, up to a multiple of 16.</summary>
    public ReadOnlySpan<double> Exponentials { get; }

    /// <summary>Their sum.</summary>
    public double Sum { get; }

    /// <summary>ln Σ e^logit.</summary>
    public double LogSumExp { get; }

    /// <summary>The lowest id of the highest logit; -1 where it is NaN.</summary>
    public int Top { get; }

    /// <summary>What the row predicts, held against what came. The highest logit's exponential is 1.</summary>
    public TopPrediction Prediction(int target) => new(1 / Sum, Top == target);

    /// <summary>Computes a row into <paramref name="memory"/>, as long as the logits and a multiple of 16.</summary>
    public static SoftmaxRow Of(ReadOnlySpan<float> logits, Span<double> memory)
    {
        float maximum = Reductions.Max(logits);
        var shift = Vector512.Create((double)maximum);
        var sum = Vector512<double>.Zero;
        for (int i = 0; i < logits.Length; i += Vector512<float>.Count)
        {
            var (lower, upper) = Vector512.Widen(Load(logits, i));
            lower = DoubleExponential.Of(lower - shift);
            upper = DoubleExponential.Of(upper - shift);
            lower.CopyTo(memory[i..]);
            upper.CopyTo(memory[(i + Vector512<double>.Count)..]);
            sum = sum + lower + upper;
        }
        double total = Vector512.Sum(sum);
        return new(memory, total, maximum + Math.Log(total), FirstOf(logits, maximum));
    }

    /// <summary>How much memory a row takes: its length rounded up to a multiple of 16.</summary>
    public static int PaddedLength(int length) => (length + Vector512<float>.Count - 1) / Vector512<float>.Count * Vector512<float>.Count;

    // The library's search does not use vectors for numbers that may be NaN.
    private static int FirstOf(ReadOnlySpan<float> logits, float maximum)
    {
        for (int i = 0; i < logits.Length; i += Vector512<float>.Count)
        {
            ulong equal = Vector512.Equals(Load(logits, i), Vector512.Create(maximum)).ExtractMostSignificantBits();
            if (equal != 0) return i + BitOperations.TrailingZeroCount(equal);
        }
        return -1;
    }

    /// <summary>Sixteen logits; -∞ stands for those behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ReadOnlySpan<float> logits, int index) =>
        index + Vector512<float>.Count <= logits.Length
            ? Vector512.Create(logits[index..])
            : VectorMath.LoadPadded(logits[index..], float.NegativeInfinity);
}
