using MLNetHemorrhage.Models.Weights.Ggml.Fits;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q4_K: two f16, scales and minimums, 128 bytes of 4-bit levels.</summary>
internal sealed class Q4KFormat() : SixBitGroups("Q4_K", typeId: 12, blockBytes: 144, lastLevel: 15, new AffineFit(-1, 0.1f, 20))
{
    private static readonly BitFields Levels = new(Width: 4, Stride: 32);

    protected override void PackLevels(ReadOnlySpan<byte> levels, Span<byte> block) => Levels.Pack(levels, 0, block[LevelsAt..]);

    protected override void UnpackLevels(ReadOnlySpan<byte> block, Span<byte> levels) => Levels.Unpack(block[LevelsAt..], 0, levels);
}
