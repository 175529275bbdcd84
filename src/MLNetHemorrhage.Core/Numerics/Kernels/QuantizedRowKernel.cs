namespace MLNetHemorrhage.Numerics;

/// <summary>A kernel that multiplies a single row without writing the values of the codes to memory.</summary>
internal abstract unsafe class QuantizedRowKernel : QuantizedKernel
{
    /// <summary>Writes to <paramref name="sums"/> [32] the chains of fused multiply-adds of a slice with a row of A.</summary>
    public abstract void Multiply(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a, float* sums);
}
