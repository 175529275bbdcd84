namespace MLNetHemorrhage.Numerics;

/// <summary>The innermost part of <see cref="IntegerGemm"/>: a panel with a block of rows. All kernels give the same bits.</summary>
internal abstract unsafe class IntegerKernel
{
    /// <summary>Rows of a block, where there is more than one.</summary>
    public const int BlockRows = 6;

    /// <summary>The fastest kernel of this processor.</summary>
    public static IntegerKernel Best { get; } = Supported()[0];

    /// <summary>What multiplies, for messages: "AVX-VNNI", "AVX2" or "portable".</summary>
    public abstract string Name { get; }

    /// <summary>Every kernel that runs on this processor, fastest first.</summary>
    public static IReadOnlyList<IntegerKernel> Supported()
    {
        var kernels = new List<IntegerKernel>();
        if (VnniDot.IsSupported) kernels.Add(new VectorIntegerKernel<VnniDot>());
        if (Avx2Dot.IsSupported) kernels.Add(new VectorIntegerKernel<Avx2Dot>());
        kernels.Add(new PortableIntegerKernel());
        return kernels;
    }

    /// <summary>Adds to results [height][32] what <see cref="IntegerGemm"/> says, before the scale of the row.</summary>
    /// <param name="layout">How codes and levels lie.</param>
    /// <param name="codes">A panel of codes.</param>
    /// <param name="levels">Words of levels, [words][height].</param>
    /// <param name="sums">The sums of the levels of each group, [groups][height].</param>
    /// <param name="height">Rows: 1, or as many as a block has.</param>
    /// <param name="results">Zeros.</param>
    public abstract void Multiply(IntegerLayout layout, float* codes, int* levels, int* sums, int height, float* results);
}
