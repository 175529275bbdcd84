namespace MLNetHemorrhage.Numerics;

/// <summary>
/// The innermost part of a product: a few rows of packed A against one panel of packed B. All kernels give the same bits;
/// they differ in the registers they need.
/// </summary>
internal abstract unsafe class MicroKernel
{
    /// <summary>The fastest kernel of this processor.</summary>
    public static MicroKernel Best { get; } = Supported()[0];

    /// <summary>Every kernel that runs on this processor, fastest first.</summary>
    public static IReadOnlyList<MicroKernel> Supported()
    {
        var kernels = new List<MicroKernel>();
        if (Avx512Kernel.IsSupported) kernels.Add(new Avx512Kernel());
        if (Avx2Kernel.IsSupported) kernels.Add(new Avx2Kernel());
        kernels.Add(new PortableKernel());
        return kernels;
    }

    /// <summary>Most rows of C it computes at once.</summary>
    public abstract int Rows { get; }

    /// <summary>The number of rows, at least <paramref name="rows"/>, of the smallest variant that does for them.</summary>
    public abstract int Fit(int rows);

    /// <summary>
    /// Writes (or adds) to C [rows, 32] the chain of fused multiply-adds over <paramref name="depth"/>. A is [depth][rows],
    /// B [depth][32]; <paramref name="rows"/> is a result of <see cref="Fit"/>.
    /// </summary>
    public abstract void Run(int rows, nint depth, float* a, float* b, float* c, nint stride, bool add);
}
