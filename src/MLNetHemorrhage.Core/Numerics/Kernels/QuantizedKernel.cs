namespace MLNetHemorrhage.Numerics;

/// <summary>The innermost part of products with <see cref="QuantizedPanels"/>: one slice of a panel. All kernels give the same bits.</summary>
internal abstract unsafe class QuantizedKernel
{
    /// <summary>The fastest kernel of this processor.</summary>
    public static QuantizedKernel Best { get; } = Supported()[0];

    /// <summary>Every kernel that runs on this processor, fastest first.</summary>
    public static IReadOnlyList<QuantizedKernel> Supported()
    {
        var kernels = new List<QuantizedKernel>();
        if (Avx512QuantizedKernel.IsSupported) kernels.Add(new Avx512QuantizedKernel());
        if (Avx2QuantizedKernel.IsSupported) kernels.Add(new Avx2QuantizedKernel());
        kernels.Add(new PortableQuantizedKernel());
        return kernels;
    }

    /// <summary>Writes the values of a slice as [columns][32], the order of <see cref="PackedMatrix"/>.</summary>
    public abstract void Unpack(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* to);
}
