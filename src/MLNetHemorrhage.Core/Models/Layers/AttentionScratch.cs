using System.Collections.Concurrent;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Working memory of attention that is used again from call to call; one call at a time.</summary>
internal sealed class AttentionScratch(int headSize)
{
    private readonly ConcurrentBag<AttentionBlock> _blocks = [];
    private readonly List<HeadMemory> _memories = [];

    /// <summary>At least so many empty memories.</summary>
    public List<HeadMemory> Memories(int count)
    {
        while (_memories.Count < count) _memories.Add(new(headSize));
        for (int i = 0; i < count; i++) _memories[i].Clear();
        return _memories;
    }

    /// <summary>A block that nobody else uses until it is returned.</summary>
    public AttentionBlock Rent() => _blocks.TryTake(out var block) ? block : new(headSize);

    /// <summary>Gives a block back.</summary>
    public void Return(AttentionBlock block) => _blocks.Add(block);
}
