using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>The softmax of one query's scores over the keys it may see; sums run in sixteen lanes from key 0.</summary>
internal static unsafe class CausalSoftmax
{
    /// <summary>Room that a row of scores needs: whole vectors.</summary>
    public static int PaddedLength(int keys) => (keys + Vector512<float>.Count - 1) / Vector512<float>.Count * Vector512<float>.Count;

    /// <summary>Replaces the first <paramref name="visible"/> scores by e^(scale · (score - maximum)), what follows by zeros; returns their sum.</summary>
    /// <param name="row">Scores, as long as <see cref="PaddedLength"/> asks.</param>
    /// <param name="visible">Number of keys the query sees, at least 1.</param>
    /// <param name="scale">Positive factor of the scores.</param>
    public static float Exponentials(Span<float> row, int visible, float scale)
    {
        float sum = MaximumAndSum(row, visible, scale).Sum;
        row[Math.Min(row.Length, PaddedLength(visible))..].Clear();
        return sum;
    }

    /// <summary>The maximum of the first <paramref name="visible"/> scores and the sum of e^(scale · (score - maximum)), which replace the scores.</summary>
    public static (float Maximum, float Sum) MaximumAndSum(Span<float> row, int visible, float scale = 1)
    {
        int end = PaddedLength(visible);
        row[visible..end].Fill(float.NegativeInfinity);
        float maximum = Reductions.Max(row[..end]);
        var sum = Vector512<float>.Zero;
        fixed (float* scores = row)
        {
            for (int i = 0; i < end; i += Vector512<float>.Count)
            {
                var e = VectorMath.Exp((Vector512.Load(scores + i) - Vector512.Create(maximum)) * scale);
                sum += e;
                e.Store(scores + i);
            }
        }
        return (maximum, VectorMath.Sum(sum));
    }

    /// <summary>quotient = row / divisor.</summary>
    public static void Divide(ReadOnlySpan<float> row, float divisor, Span<float> quotient)
    {
        int i = 0;
        for (; i <= row.Length - Vector128<float>.Count; i += Vector128<float>.Count)
            (Vector128.Create(row[i..]) / divisor).CopyTo(quotient[i..]);
        for (; i < row.Length; i++) quotient[i] = row[i] / divisor;
    }
}
