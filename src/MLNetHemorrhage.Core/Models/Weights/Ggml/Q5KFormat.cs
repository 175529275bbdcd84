using MLNetHemorrhage.Models.Weights.Ggml.Fits;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q5_K: two f16, scales and minimums, 32 bytes of fifth bits, 128 bytes with the other four.</summary>
internal sealed class Q5KFormat() : SixBitGroups("Q5_K", typeId: 13, blockBytes: 176, lastLevel: 31, new AffineFit(-0.5f, 0.1f, 15))
{
    private const int LowAt = LevelsAt + 32;

    private static readonly BitFields Low = new(Width: 4, Stride: 32), Fifth = new(Width: 1, Stride: 32);

    protected override void PackLevels(ReadOnlySpan<byte> levels, Span<byte> block)
    {
        Fifth.Pack(levels, 4, block[LevelsAt..LowAt]);
        Low.Pack(levels, 0, block[LowAt..]);
    }

    protected override void UnpackLevels(ReadOnlySpan<byte> block, Span<byte> levels)
    {
        Fifth.Unpack(block[LevelsAt..LowAt], 4, levels);
        Low.Unpack(block[LowAt..], 0, levels);
    }
}
