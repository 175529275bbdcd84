using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;

namespace MLNetHemorrhage.Decoding;

/// <summary>The rotated keys and the values of every token of one sequence, by block and key-value head; grows with the sequence.</summary>
internal sealed class KeyValueCache
{
    private readonly HeadMemory[][] _memories;

    /// <summary>An empty cache for a decoder.</summary>
    public KeyValueCache(ModelShape model) =>
        _memories = [.. model.Blocks.Select(Heads)];

    /// <summary>The memories of a block, one for each key-value head.</summary>
    public HeadMemory[] this[int block] => _memories[block];

    private static HeadMemory[] Heads(BlockShape block) =>
        [.. Enumerable.Range(0, block.KeyValueHeadCount).Select(_ => new HeadMemory(block.HeadSize))];
}
