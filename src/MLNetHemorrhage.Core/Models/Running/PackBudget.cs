using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Whether a model's packed weights may stay in memory, or are packed again whenever they are needed.</summary>
internal static class PackBudget
{
    /// <summary>True where all weights as they are packed take at most half of the memory available to the process.</summary>
    public static bool Fits(DecoderModel model) => PackedBytes(model) <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private static long PackedBytes(DecoderModel model)
    {
        long bytes = model.Head.Count * sizeof(float);
        foreach (var block in model.Blocks)
        {
            for (var group = LinearGroup.QueryKeyValue; group <= LinearGroup.Down; group++) bytes += block.Packed.BytesOf(group);
            bytes += block.Additions.Shortcuts.Sum(s => s.Weights.Count) * sizeof(float);
        }
        return bytes;
    }
}
