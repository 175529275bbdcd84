using MLNetHemorrhage.Models.Weights.Ggml.Fits;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>
/// What Q2_K, Q4_K and Q5_K have in common: 256 weights in groups, each with a scale and a minimum that are small integers times an f16 of
/// the superblock; value = d · scale · q - dmin · minimum.
/// </summary>
internal abstract class MinimumSuperblock(string name, int typeId, int blockBytes, MinimumSuperblockShape shape)
    : BlockFormat(name, typeId, Superblock.Length, blockBytes)
{
    private int Groups => Superblock.Length / shape.GroupLength;

    public override bool KeepsZeros => false;

    /// <summary>Where the two f16 begin.</summary>
    protected abstract int ScalesAt { get; }

    public sealed override QuantizedFormat Codes { get; } = new(Superblock.Length, shape.GroupLength, ScaleRule.Offset)
    {
        Table = shape.LastLevel < QuantizedFormat.TableLength ? QuantizedFormat.Distances(0) : null,
    };

    public sealed override void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        float d = ReadHalf(block[ScalesAt..]), dMinimum = ReadHalf(block[(ScalesAt + 2)..]);
        Span<byte> scaleLevels = stackalloc byte[Groups], minimumLevels = stackalloc byte[Groups];
        codes.Clear();
        UnpackGroups(block, scaleLevels, minimumLevels);
        UnpackLevels(block, codes);
        for (int g = 0; g < Groups; g++) (scales[g], shifts[g]) = (d * scaleLevels[g], dMinimum * minimumLevels[g]);
    }

    protected sealed override void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block)
    {
        Span<byte> levels = stackalloc byte[Superblock.Length], scaleLevels = stackalloc byte[Groups], minimumLevels = stackalloc byte[Groups];
        Span<float> scales = stackalloc float[Groups], minimums = stackalloc float[Groups], weightSums = stackalloc float[Groups];
        FitGroups(values, importance, levels, scales, minimums, weightSums);
        float d, dMinimum;
        if (importance.IsKnown)
        {
            d = PositiveFit.Fit(scales, weightSums, shape.LastScale, scaleLevels);
            dMinimum = PositiveFit.Fit(minimums, weightSums, shape.LastScale, minimumLevels);
        }
        else
        {
            d = ToLargest(scales, scaleLevels);
            dMinimum = ToLargest(minimums, minimumLevels);
        }
        d = WriteHalf(block[ScalesAt..], d);
        dMinimum = WriteHalf(block[(ScalesAt + 2)..], dMinimum);
        PackGroups(scaleLevels, minimumLevels, block);

        for (int g = 0; g < Groups; g++)
        {
            float scale = d * scaleLevels[g], minimum = dMinimum * minimumLevels[g];
            if (scale == 0) continue; // any level will do
            int start = g * shape.GroupLength;
            Nearest.Divided(values.Slice(start, shape.GroupLength), minimum, scale, shape.LastLevel, levels[start..]);
        }
        PackLevels(levels, block);
    }

    /// <summary>How the errors in a group are weighted where the importance of the inputs is not known.</summary>
    protected abstract void Weigh(ReadOnlySpan<float> group, Span<float> weights);

    protected abstract void PackGroups(ReadOnlySpan<byte> scales, ReadOnlySpan<byte> minimums, Span<byte> block);

    protected abstract void UnpackGroups(ReadOnlySpan<byte> block, Span<byte> scales, Span<byte> minimums);

    protected abstract void PackLevels(ReadOnlySpan<byte> levels, Span<byte> block);

    protected abstract void UnpackLevels(ReadOnlySpan<byte> block, Span<byte> levels);

    private void FitGroups(
        ReadOnlySpan<float> values, BlockImportance importance, Span<byte> levels, Span<float> scales, Span<float> minimums, Span<float> weightSums)
    {
        float meanSquare = shape.MeanSquareFactor * SquareSum.Of(values) / Superblock.Length;
        Span<float> weights = stackalloc float[shape.GroupLength];
        for (int g = 0; g < Groups; g++)
        {
            int start = g * shape.GroupLength;
            var group = values.Slice(start, shape.GroupLength);
            if (importance.IsKnown) importance.Weigh(start, group, meanSquare, weights);
            else Weigh(group, weights);
            weightSums[g] = 0;
            foreach (float weight in weights) weightSums[g] += weight;
            var fit = importance.IsKnown ? AffineFit.Weighted : shape.Fit;
            (scales[g], minimums[g]) = fit.Fit(group, weights, shape.LastLevel, levels.Slice(start, shape.GroupLength));
        }
    }

    // The largest on the last level.
    private float ToLargest(ReadOnlySpan<float> values, Span<byte> levels)
    {
        float largest = Math.Max(0, Extreme.Range(values).Largest), inverse = largest > 0 ? shape.LastScale / largest : 0;
        for (int g = 0; g < values.Length; g++) levels[g] = (byte)Nearest.Level(inverse * values[g], 0, shape.LastScale);
        return largest / shape.LastScale;
    }
}

/// <summary>The numbers in which the superblocks with minima differ.</summary>
/// <param name="GroupLength">Weights of a group.</param>
/// <param name="LastLevel">The highest level of a weight.</param>
/// <param name="LastScale">The highest level of a group's scale or minimum.</param>
/// <param name="Fit">The fit of a group where the importance of the inputs is not known.</param>
/// <param name="MeanSquareFactor">What multiplies the mean square that goes into the weights where it is known.</param>
internal sealed record MinimumSuperblockShape(int GroupLength, int LastLevel, int LastScale, AffineFit Fit, float MeanSquareFactor);
