using MLNetHemorrhage.Models.Weights.Ggml.Fits;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>What Q4_K and Q5_K have in common: two f16, then 12 bytes of eight 6-bit scales and eight 6-bit minimums; groups of 32.</summary>
internal abstract class SixBitGroups(string name, int typeId, int blockBytes, int lastLevel, AffineFit fit)
    : MinimumSuperblock(name, typeId, blockBytes, new(GroupLength: 32, lastLevel, LastScale: 63, fit, MeanSquareFactor: 2))
{
    /// <summary>Where the levels begin.</summary>
    protected const int LevelsAt = GroupsAt + GroupBytes;

    private const int GroupsAt = 4, GroupBytes = 12, Half = 4;

    protected sealed override int ScalesAt => 0;

    protected sealed override void Weigh(ReadOnlySpan<float> group, Span<float> weights)
    {
        float root = MathF.Sqrt(SquareSum.Of(group) / group.Length);
        for (int i = 0; i < group.Length; i++) weights[i] = root + Math.Abs(group[i]);
    }

    // Bytes 0-3: the scales of the first four groups, and above them the upper bits of those of the last four; bytes 4-7: the same of the
    // minimums; bytes 8-11: the lower bits of the last four.
    protected sealed override void PackGroups(ReadOnlySpan<byte> scales, ReadOnlySpan<byte> minimums, Span<byte> block)
    {
        var bytes = block.Slice(GroupsAt, GroupBytes);
        for (int g = 0; g < Half; g++)
        {
            bytes[g] = (byte)(scales[g] | scales[g + Half] >> 4 << 6);
            bytes[g + Half] = (byte)(minimums[g] | minimums[g + Half] >> 4 << 6);
            bytes[g + 2 * Half] = (byte)(scales[g + Half] & 15 | (minimums[g + Half] & 15) << 4);
        }
    }

    protected sealed override void UnpackGroups(ReadOnlySpan<byte> block, Span<byte> scales, Span<byte> minimums)
    {
        var bytes = block.Slice(GroupsAt, GroupBytes);
        for (int g = 0; g < Half; g++)
        {
            scales[g] = (byte)(bytes[g] & 63);
            minimums[g] = (byte)(bytes[g + Half] & 63);
            scales[g + Half] = (byte)(bytes[g + 2 * Half] & 15 | bytes[g] >> 6 << 4);
            minimums[g + Half] = (byte)(bytes[g + 2 * Half] >> 4 | bytes[g + Half] >> 6 << 4);
        }
    }
}
