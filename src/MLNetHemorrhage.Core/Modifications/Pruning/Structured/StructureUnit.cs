namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>Heads or a channel that stay or go together.</summary>
/// <param name="Block">The block.</param>
/// <param name="IsHead">Whether the members are query heads, not channels.</param>
/// <param name="Members">Their indices in the block.</param>
/// <param name="Score">What they are worth.</param>
/// <param name="Parameters">Parameters that go with them.</param>
internal sealed record StructureUnit(int Block, bool IsHead, int[] Members, double Score, long Parameters)
{
    public bool IsKept(BlockSelection[] selections) => Flags(selections)[Members[0]];

    public void Set(BlockSelection[] selections, bool kept)
    {
        foreach (int member in Members) Flags(selections)[member] = kept;
    }

    private bool[] Flags(BlockSelection[] selections) => IsHead ? selections[Block].Heads : selections[Block].Channels;
}
