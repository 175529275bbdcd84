using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The sum of the squares of every input.</summary>
internal sealed class ColumnSquares(int columns) : ColumnStatistic(columns)
{
    // The square of a single is exact in double precision, so a fused and a separate multiply-add give the same bits.
    protected override void Add(ReadOnlySpan<float> x, Span<double> sums)
    {
        int j = 0;
        for (; j <= x.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(x[j..]));
            (Vector256.Create<double>(sums[j..]) + lower * lower).CopyTo(sums[j..]);
            (Vector256.Create<double>(sums[(j + 4)..]) + upper * upper).CopyTo(sums[(j + 4)..]);
        }
        for (; j < x.Length; j++) sums[j] += (double)x[j] * x[j];
    }
}
