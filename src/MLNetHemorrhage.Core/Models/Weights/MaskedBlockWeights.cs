using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// Pruned weights in a block format of ggml, most of which have no exact zero or would need other scales for it: the blocks as they were, and a bit for
/// every weight that says whether it is still there.
/// </summary>
internal sealed class MaskedBlockWeights : WeightMatrix, IStoredWeights, IGridWeights
{
    internal const string StoredKind = "masked ggml";

    private readonly BlockWeights _blocks;
    private readonly BitMask _held;

    private MaskedBlockWeights(BlockWeights blocks, BitMask held) : base(blocks.Rows, blocks.Columns)
    {
        (_blocks, _held) = (blocks, held);
        ZeroCount = CountZeros();
    }

    /// <inheritdoc/>
    public override string Format => $"sparse {_blocks.Format}";

    /// <summary>Bytes of all blocks, scales included, and of the mask.</summary>
    public override long ByteSize => _blocks.ByteSize + _held.ByteSize;

    /// <inheritdoc/>
    public override long ZeroCount { get; }

    /// <summary>The blocks without the weights whose value is zero; as they are where all of those are zero in them.</summary>
    public static WeightMatrix Of(BlockWeights blocks, Matrix values) =>
        Zeros.Count(values.Values) == blocks.ZeroCount ? blocks : new MaskedBlockWeights(blocks, Held(values));

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        _blocks.CopyRow(row, destination);
        for (int column = 0; column < Columns; column += BitMask.WordBits)
        {
            ulong bits = _held.Bits(row, column);
            for (int c = column; c < Math.Min(Columns, column + BitMask.WordBits); c++, bits >>= 1)
                if ((bits & 1) == 0) destination[c] = 0;
        }
    }

    WeightMatrix IGridWeights.WithZeros(Matrix values) => new MaskedBlockWeights(_blocks, Held(values));

    WeightMatrix? IGridWeights.Part(int[]? rows, int[]? columns) => columns is null ? new MaskedBlockWeights(_blocks.Part(rows!), _held.Part(rows, null)) : null;

    internal static MaskedBlockWeights Read(StoredReader reader)
    {
        var held = reader.Mask();
        return new(BlockWeights.Read(reader), held);
    }

    StoredForm IStoredWeights.ToStored()
    {
        var blocks = ((IStoredWeights)_blocks).ToStored();
        var form = new StoredForm(StoredKind).Add(StoredPart.Of(_held.Words));
        foreach (var (name, value) in blocks.Parameters) form.With(name, value);
        foreach (var part in blocks.Parts) form.Add(part);
        return form;
    }

    private static BitMask Held(Matrix values) => new(values.Rows, values.Columns, (r, marks) =>
    {
        ReadOnlySpan<float> row = values.Row(r);
        for (int c = 0; c < marks.Length; c++) marks[c] = row[c] != 0;
    });
}
