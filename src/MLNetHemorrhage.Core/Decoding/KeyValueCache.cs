using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;

namespace MLNetHemorrhage.Decoding;

/// <summary>The rotated keys and the values of every token of one sequence, by block and key-value head; grows with the sequence.</summary>
internal sealed class KeyValueCache
{
    private readonly HeadMemory[][] _memories;

    /// <summary>An empty cache for a decoder.</summary>
    public KeyValueCache(DecoderSpec spec) =>
        _memories = [.. Enumerable.Range(0, spec.BlockCount).Select(_ => Heads(spec))];

    /// <summary>The memories of a block, one for each key-value head.</summary>
    public HeadMemory[] this[int block] => _memories[block];

    private static HeadMemory[] Heads(DecoderSpec spec) =>
        [.. Enumerable.Range(0, spec.KeyValueHeadCount).Select(_ => new HeadMemory(spec.HeadSize))];
}
