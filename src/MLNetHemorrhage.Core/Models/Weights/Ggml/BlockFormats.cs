namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>The block formats that are read and written: one row for each.</summary>
internal static class BlockFormats
{
    public static BlockFormat Q80 { get; } = new Q80Format();

    public static BlockFormat Q40 { get; } = new OffsetFormat("Q4_0", 2, bits: 4);

    public static BlockFormat Q41 { get; } = new MinimumFormat("Q4_1", 3, bits: 4);

    public static BlockFormat Q50 { get; } = new OffsetFormat("Q5_0", 6, bits: 5);

    public static BlockFormat Q51 { get; } = new MinimumFormat("Q5_1", 7, bits: 5);

    public static BlockFormat Q2K { get; } = new Q2KFormat();

    public static BlockFormat Q3K { get; } = new Q3KFormat();

    public static BlockFormat Q4K { get; } = new Q4KFormat();

    public static BlockFormat Q5K { get; } = new Q5KFormat();

    public static BlockFormat Q6K { get; } = new Q6KFormat();

    public static BlockFormat Iq4Nl { get; } = new Iq4NlFormat();

    public static BlockFormat Iq4Xs { get; } = new Iq4XsFormat();

    public static IReadOnlyList<BlockFormat> All { get; } = [Q80, Q40, Q41, Q50, Q51, Q2K, Q3K, Q4K, Q5K, Q6K, Iq4Nl, Iq4Xs];

    public static BlockFormat? Find(int typeId) => All.FirstOrDefault(f => f.TypeId == typeId);
}
