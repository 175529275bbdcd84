using MLNetHemorrhage.Models.Weights.Ggml.Fits;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q2_K: 16 bytes of 4-bit scales and minimums, 64 bytes of 2-bit levels, two f16; groups of 16.</summary>
internal sealed class Q2KFormat() : MinimumSuperblock(
    "Q2_K", typeId: 10, blockBytes: 84,
    new(GroupLength: 16, LastLevel: 3, LastScale: 15, new AffineFit(-0.5f, 0.1f, 15, IsAbsolute: true), MeanSquareFactor: 1))
{
    private const int Groups = 16;

    private static readonly BitFields Levels = new(Width: 2, Stride: 32);

    protected override int ScalesAt => 80;

    protected override void Weigh(ReadOnlySpan<float> group, Span<float> weights)
    {
        for (int i = 0; i < group.Length; i++) weights[i] = Math.Abs(group[i]);
    }

    protected override void PackGroups(ReadOnlySpan<byte> scales, ReadOnlySpan<byte> minimums, Span<byte> block)
    {
        for (int g = 0; g < Groups; g++) block[g] = (byte)(scales[g] | minimums[g] << 4);
    }

    protected override void UnpackGroups(ReadOnlySpan<byte> block, Span<byte> scales, Span<byte> minimums)
    {
        for (int g = 0; g < Groups; g++) (scales[g], minimums[g]) = ((byte)(block[g] & 15), (byte)(block[g] >> 4));
    }

    protected override void PackLevels(ReadOnlySpan<byte> levels, Span<byte> block) => Levels.Pack(levels, 0, block[Groups..ScalesAt]);

    protected override void UnpackLevels(ReadOnlySpan<byte> block, Span<byte> levels) => Levels.Unpack(block[Groups..ScalesAt], 0, levels);
}
