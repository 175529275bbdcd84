using MLNetHemorrhage.Models.Weights.Ggml.Fits;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q6_K: 128 bytes of lower bits, 64 bytes of the upper two, 16 signed scales, f16; value = d · scale · (q - 32), groups of 16.</summary>
internal sealed class Q6KFormat() : BlockFormat("Q6_K", typeId: 14, Superblock.Length, blockBytes: 210)
{
    private const int GroupLength = 16, Groups = Superblock.Length / GroupLength, Middle = 32, LowestScale = -128;
    private const int UpperAt = 128, ScalesAt = 192, HalfAt = 208;

    private static readonly BitFields Lower = new(Width: 4, Stride: 64), Upper = new(Width: 2, Stride: 32);

    public override bool KeepsZeros => true;

    public override QuantizedFormat Codes { get; } = new(Superblock.Length, GroupLength, ScaleRule.Centered) { CommonShift = Middle };

    public override void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        float d = ReadHalf(block[HalfAt..]);
        codes.Clear();
        Lower.Unpack(block[..UpperAt], 0, codes);
        Upper.Unpack(block[UpperAt..ScalesAt], 4, codes);
        for (int g = 0; g < Groups; g++) scales[g] = d * (sbyte)block[ScalesAt + g];
    }

    protected override void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block)
    {
        Span<byte> levels = stackalloc byte[Superblock.Length];
        Span<float> scales = stackalloc float[Groups], weights = stackalloc float[GroupLength];
        for (int g = 0; g < Groups; g++)
        {
            var group = values.Slice(g * GroupLength, GroupLength);
            if (importance.IsKnown) importance.Inputs.Slice(g * GroupLength, GroupLength).CopyTo(weights);
            else for (int i = 0; i < GroupLength; i++) weights[i] = group[i] * group[i];
            scales[g] = SymmetricFit.Fit(group, weights, Middle, levels.Slice(g * GroupLength, GroupLength));
        }
        float extreme = Extreme.Of(scales);
        if (Math.Abs(extreme) < Extreme.Least)
        {
            block.Clear();
            return;
        }

        float inverse = LowestScale / extreme, d = WriteHalf(block[HalfAt..], 1 / inverse);
        for (int g = 0; g < Groups; g++)
        {
            int scaleLevel = Nearest.Level(inverse * scales[g], LowestScale, -LowestScale - 1);
            block[ScalesAt + g] = (byte)(sbyte)scaleLevel;
            float scale = d * scaleLevel;
            if (scale == 0) continue; // any level will do
            Nearest.Divided(values.Slice(g * GroupLength, GroupLength), 0, scale, 2 * Middle - 1, levels[(g * GroupLength)..], offset: Middle);
        }
        Lower.Pack(levels, 0, block[..UpperAt]);
        Upper.Pack(levels, 4, block[UpperAt..ScalesAt]);
    }
}
