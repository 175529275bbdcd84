using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Decoding;

/// <summary>The rotated keys and the values of every token of one sequence, block by block; grows as the sequence does.</summary>
internal sealed class KeyValueCache
{
    private const int FirstCapacity = 64;
    private readonly int _largest;
    private readonly Matrix[] _keys;
    private readonly Matrix[] _values;

    /// <summary>An empty cache for a decoder.</summary>
    public KeyValueCache(DecoderSpec spec)
    {
        _largest = spec.ContextLength;
        int capacity = Math.Min(FirstCapacity, _largest), width = spec.KeyValueHeadCount * spec.HeadSize;
        _keys = [.. Enumerable.Range(0, spec.BlockCount).Select(_ => new Matrix(capacity, width))];
        _values = [.. Enumerable.Range(0, spec.BlockCount).Select(_ => new Matrix(capacity, width))];
    }

    /// <summary>Tokens whose keys and values are there in every block.</summary>
    public int Length { get; private set; }

    /// <summary>Writes the keys and values [tokens, key-value heads · head size] of the next tokens in one block; returns all of that block's.</summary>
    public (MatrixView Keys, MatrixView Values) Append(int block, MatrixView keys, MatrixView values) =>
        (Append(ref _keys[block], keys), Append(ref _values[block], values));

    /// <summary>Counts tokens that were appended in every block.</summary>
    public void Advance(int tokens) => Length += tokens;

    private MatrixView Append(ref Matrix all, MatrixView rows)
    {
        int needed = Length + rows.Rows;
        if (all.Rows < needed)
        {
            var larger = new Matrix(Math.Min(_largest, Math.Max(needed, 2 * all.Rows)), all.Columns);
            all.Values.CopyTo(larger.Values);
            all = larger;
        }
        for (int r = 0; r < rows.Rows; r++) rows.Row(r).CopyTo(all.Row(Length + r));
        return all.View.RowRange(0, needed);
    }
}
