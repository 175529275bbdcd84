using MLNetHemorrhage.Models.Weights.Ggml.Fits;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q3_K: 32 bytes of third bits, 64 bytes with the other two, 16 6-bit scales, f16; value = d · (scale - 32) · (q - 4), groups of 16.</summary>
internal sealed class Q3KFormat() : BlockFormat("Q3_K", typeId: 11, Superblock.Length, blockBytes: 110)
{
    private const int GroupLength = 16, Groups = Superblock.Length / GroupLength, Middle = 4, MiddleScale = 32;
    private const int LowAt = 32, ScalesAt = 96, UpperScalesAt = 104, HalfAt = 108;

    private static readonly BitFields Third = new(Width: 1, Stride: 32), Low = new(Width: 2, Stride: 32);
    private static readonly BitFields LowerScales = new(Width: 4, Stride: 8), UpperScales = new(Width: 2, Stride: 4);

    public override bool KeepsZeros => true;

    public override QuantizedFormat Codes { get; } = new(Superblock.Length, GroupLength, ScaleRule.Scaled) { Table = QuantizedFormat.Distances(Middle) };

    public override void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        float d = ReadHalf(block[HalfAt..]);
        Span<byte> scaleLevels = stackalloc byte[Groups];
        codes.Clear();
        scaleLevels.Clear();
        Third.Unpack(block[..LowAt], 2, codes);
        Low.Unpack(block[LowAt..ScalesAt], 0, codes);
        LowerScales.Unpack(block[ScalesAt..UpperScalesAt], 0, scaleLevels);
        UpperScales.Unpack(block[UpperScalesAt..HalfAt], 4, scaleLevels);
        for (int g = 0; g < Groups; g++) scales[g] = d * (scaleLevels[g] - MiddleScale);
    }

    protected override void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block)
    {
        Span<byte> levels = stackalloc byte[Superblock.Length], scaleLevels = stackalloc byte[Groups];
        float d = WriteHalf(block[HalfAt..], importance.IsKnown ? FitWeighted(values, importance, levels, scaleLevels) : Fit(values, levels, scaleLevels));
        LowerScales.Pack(scaleLevels, 0, block[ScalesAt..UpperScalesAt]);
        UpperScales.Pack(scaleLevels, 4, block[UpperScalesAt..HalfAt]);
        for (int g = 0; g < Groups; g++)
        {
            float scale = d * (scaleLevels[g] - MiddleScale);
            if (scale == 0) continue; // any level will do
            Nearest.Divided(values.Slice(g * GroupLength, GroupLength), 0, scale, 2 * Middle - 1, levels[(g * GroupLength)..], offset: Middle);
        }
        Third.Pack(levels, 2, block[..LowAt]);
        Low.Pack(levels, 0, block[LowAt..ScalesAt]);
    }

    private static float Fit(ReadOnlySpan<float> values, Span<byte> levels, Span<byte> scaleLevels)
    {
        Span<float> scales = stackalloc float[Groups];
        for (int g = 0; g < Groups; g++)
            scales[g] = CoordinateFit.Fit(values.Slice(g * GroupLength, GroupLength), Middle, levels.Slice(g * GroupLength, GroupLength));
        scaleLevels.Clear();
        float extreme = Extreme.Of(scales);
        if (extreme == 0) return 0;
        float inverse = -MiddleScale / extreme;
        for (int g = 0; g < Groups; g++) scaleLevels[g] = (byte)(Nearest.Level(inverse * scales[g], -MiddleScale, MiddleScale - 1) + MiddleScale);
        return 1 / inverse;
    }

    private static float FitWeighted(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> levels, Span<byte> scaleLevels)
    {
        float meanSquare = 2 * SquareSum.Of(values) / Superblock.Length;
        Span<float> scales = stackalloc float[Groups], weightSums = stackalloc float[Groups], weights = stackalloc float[GroupLength];
        weightSums.Clear();
        for (int g = 0; g < Groups; g++)
        {
            int start = g * GroupLength;
            var group = values.Slice(start, GroupLength);
            importance.Weigh(start, group, meanSquare, weights);
            foreach (float weight in weights) weightSums[g] += weight;
            scales[g] = SymmetricFit.Fit(group, weights, Middle, levels.Slice(start, GroupLength));
        }
        return SymmetricFit.Fit(scales, weightSums, MiddleScale, scaleLevels);
    }
}
