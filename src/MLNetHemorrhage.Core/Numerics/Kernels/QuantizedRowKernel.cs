namespace MLNetHemorrhage.Numerics;

/// <summary>A kernel that multiplies a few rows without writing the values of the codes to memory.</summary>
internal abstract unsafe class QuantizedRowKernel : QuantizedKernel
{
    /// <summary>Most rows of A at once.</summary>
    public const int MostRows = 4;

    /// <summary>Writes to <paramref name="sums"/> [4][32] the chains of fused multiply-adds of a slice with up to 4 rows of A, so far from each other.</summary>
    public abstract void Multiply(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a, nint stride, int rows, float* sums);
}
