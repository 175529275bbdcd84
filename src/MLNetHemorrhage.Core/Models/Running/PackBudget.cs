using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Whether a model's packed weights may stay in memory, or are packed again whenever they are needed.</summary>
internal static class PackBudget
{
    /// <summary>True where all weights as f32 take at most half of the memory available to the process.</summary>
    public static bool Fits(DecoderModel model) => PackedBytes(model) <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private static long PackedBytes(DecoderModel model)
    {
        long count = model.Head.Count;
        foreach (var block in model.Blocks)
        {
            foreach (var role in DecoderBlock.Roles) count += block[role].Count;
        }
        return count * sizeof(float);
    }
}
