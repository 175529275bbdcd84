using MLNetHemorrhage.Models.Weights.Ggml.Fits;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>IQ4_XS: f16, eight 6-bit scales (upper bits, then lower ones), 256 nibbles that number the values of a codebook; groups of 32.</summary>
internal sealed class Iq4XsFormat() : BlockFormat("IQ4_XS", typeId: 23, Superblock.Length, blockBytes: 136)
{
    private const int GroupLength = 32, Groups = Superblock.Length / GroupLength, MiddleScale = 32;
    private const int UpperAt = 2, LowerAt = 4, LevelsAt = 8;

    private static readonly BitFields Upper = new(Width: 2, Stride: 1), Lower = new(Width: 4, Stride: 1), Levels = new(Width: 4, Stride: 16);

    public override bool KeepsZeros => false;

    public override QuantizedFormat Codes { get; } = new(Superblock.Length, GroupLength, ScaleRule.Scaled) { Table = Iq4Codebook.Numbers() };

    public override void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        float d = ReadHalf(block);
        Span<byte> scaleLevels = stackalloc byte[Groups];
        codes.Clear();
        scaleLevels.Clear();
        Upper.Unpack(block[UpperAt..LowerAt], 4, scaleLevels);
        Lower.Unpack(block[LowerAt..LevelsAt], 0, scaleLevels);
        Levels.Unpack(block[LevelsAt..], 0, codes);
        for (int g = 0; g < Groups; g++) scales[g] = d * (scaleLevels[g] - MiddleScale);
    }

    protected override void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block)
    {
        Span<float> scales = stackalloc float[Groups], weights = stackalloc float[GroupLength];
        float meanSquare = SquareSum.Of(values) * (2f / Superblock.Length);
        for (int g = 0; g < Groups; g++)
        {
            var group = values.Slice(g * GroupLength, GroupLength);
            Iq4Codebook.Weigh(group, importance, g * GroupLength, meanSquare, weights);
            scales[g] = Iq4Codebook.Fit(group, weights);
        }

        float d = -Extreme.Of(scales) / MiddleScale, inverse = d == 0 ? 0 : 1 / d;
        WriteHalf(block, d);
        Span<byte> levels = stackalloc byte[Superblock.Length], scaleLevels = stackalloc byte[Groups];
        for (int g = 0; g < Groups; g++)
        {
            int scaleLevel = Nearest.Level(inverse * scales[g], -MiddleScale, MiddleScale - 1);
            scaleLevels[g] = (byte)(scaleLevel + MiddleScale);
            float scale = d * scaleLevel, inverseScale = scale == 0 ? 0 : 1 / scale;
            for (int i = g * GroupLength; i < (g + 1) * GroupLength; i++) levels[i] = Iq4Codebook.Level(inverseScale * values[i]);
        }
        Upper.Pack(scaleLevels, 4, block[UpperAt..LowerAt]);
        Lower.Pack(scaleLevels, 0, block[LowerAt..LevelsAt]);
        Levels.Pack(levels, 0, block[LevelsAt..]);
    }
}
