namespace MLNetHemorrhage.Numerics;

/// <summary>
/// The innermost part of a sparse product: one strip of a window of rows of B against a few rows of A. Continues in every sum the chain
/// of fused multiply-adds that <see cref="Gemm"/> defines, without the steps whose weight is zero. All kernels give the same bits.
/// </summary>
internal abstract unsafe class SparseKernel
{
    /// <summary>Rows of A in a wide block.</summary>
    public const int Wide = 64;

    /// <summary>Rows of A in a narrow block.</summary>
    public const int Narrow = 16;

    /// <summary>The fastest kernel of this processor.</summary>
    public static SparseKernel Best { get; } = Supported()[0];

    /// <summary>Every kernel that runs on this processor, fastest first.</summary>
    public static IReadOnlyList<SparseKernel> Supported()
    {
        var kernels = new List<SparseKernel>();
        if (Avx512SparseKernel.IsSupported) kernels.Add(new Avx512SparseKernel());
        if (Avx2SparseKernel.IsSupported) kernels.Add(new Avx2SparseKernel());
        kernels.Add(new PortableSparseKernel());
        return kernels;
    }

    /// <summary>One row of A: <paramref name="a"/> holds the strip's columns, <paramref name="sums"/> one sum for each row of the window.</summary>
    public abstract void RunSingle(SparseWindow window, int strip, float* a, float* sums);

    /// <summary>64 rows of A: <paramref name="a"/> is [columns of the strip][64], <paramref name="sums"/> [rows of the window][64].</summary>
    public abstract void RunWide(SparseWindow window, int strip, float* a, float* sums);

    /// <summary>16 rows of A: <paramref name="a"/> is [columns of the strip][16], <paramref name="sums"/> [rows of the window][16].</summary>
    public abstract void RunNarrow(SparseWindow window, int strip, float* a, float* sums);
}
