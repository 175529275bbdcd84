using MLNetHemorrhage.Models.Weights.Ggml;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// Weights in a block format of ggml, such as Q4_K, as GGUF files have them: every row is a sequence of blocks of 32 or 256 weights
/// with scales of their own. In memory or in a mapped file.
/// </summary>
public sealed class BlockWeights : WeightMatrix, IStoredWeights, IGridWeights, ICodedWeights
{
    internal const string StoredKind = "ggml";

    private readonly ByteRegion _bytes;
    private readonly Lazy<long> _zeros;

    /// <summary>Creates the matrix over the bytes of its rows; the block length divides the columns.</summary>
    internal BlockWeights(int rows, int columns, BlockFormat format, ByteRegion bytes) : base(rows, columns)
    {
        if (columns % format.BlockLength != 0 || bytes.Length != (long)rows * format.RowBytes(columns))
            throw new ArgumentException($"{bytes.Length} bytes are not [{rows}, {columns}] {format.Name}.", nameof(bytes));
        Block = format;
        _bytes = bytes;
        _zeros = new(CountZeros);
    }

    /// <inheritdoc/>
    public override string Format => Block.Name;

    /// <summary>Bytes of all blocks, scales included.</summary>
    public override long ByteSize => _bytes.Length;

    /// <inheritdoc/>
    public override long ZeroCount => _zeros.Value;

    internal BlockFormat Block { get; }

    /// <summary>The blocks, row after row.</summary>
    internal ByteRegion Bytes => _bytes;

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        int length = Block.RowBytes(Columns);
        Block.DequantizeRow(_bytes.Slice((long)row * length, length), destination);
        GC.KeepAlive(this); // its bytes may be unmapped with it
    }

    /// <summary>Quantizes finite values. <paramref name="inputs"/>: how much the error at every input counts; empty where all count the same.</summary>
    internal static BlockWeights Quantize(Matrix values, BlockFormat format, float[] inputs, WorkerPool pool)
    {
        int rowBytes = format.RowBytes(values.Columns);
        var bytes = GC.AllocateUninitializedArray<byte>(checked(values.Rows * rowBytes), pinned: true);
        pool.For(values.Rows, r => format.QuantizeRow(values.Row(r), inputs, bytes.AsSpan(r * rowBytes, rowBytes)));
        return new(values.Rows, values.Columns, format, ByteRegion.OfPinned(bytes));
    }

    QuantizedFormat ICodedWeights.CodeFormat => Block.Codes with { Columns = Columns };

    void ICodedWeights.CopyCodes(int row, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        int length = Block.RowBytes(Columns), groups = Block.Codes.Groups;
        var bytes = _bytes.Slice((long)row * length, length);
        for (int b = 0; b < Columns / Block.BlockLength; b++)
            Block.Unpack(bytes.Slice(b * Block.BlockBytes, Block.BlockBytes), codes.Slice(b * Block.BlockLength, Block.BlockLength), scales.Slice(b * groups, groups), shifts.Slice(b * groups, groups));
        GC.KeepAlive(this); // its bytes may be unmapped with it
    }

    WeightMatrix IGridWeights.WithZeros(Matrix values) => MaskedBlockWeights.Of(this, values);

    WeightMatrix? IGridWeights.Part(int[]? rows, int[]? columns) => columns is null ? Part(rows!) : null;

    /// <summary>Some rows.</summary>
    internal BlockWeights Part(int[] rows)
    {
        int length = Block.RowBytes(Columns);
        var bytes = GC.AllocateUninitializedArray<byte>(checked(rows.Length * length), pinned: true);
        for (int r = 0; r < rows.Length; r++) _bytes.Slice((long)rows[r] * length, length).CopyTo(bytes.AsSpan(r * length));
        GC.KeepAlive(this);
        return new(rows.Length, Columns, Block, ByteRegion.OfPinned(bytes));
    }

    internal static BlockWeights Read(StoredReader reader)
    {
        int id = reader.Integer("type", 0, int.MaxValue);
        var format = BlockFormats.Find(id) ?? throw reader.Error($"the number of a block format ({string.Join(", ", BlockFormats.All.Select(f => f.TypeId))}) as type", $"{id}");
        if (reader.Columns % format.BlockLength != 0) throw reader.Error($"rows of a multiple of {format.BlockLength} weights, the block length of {format.Name}", $"{reader.Columns}");
        return new(reader.Rows, reader.Columns, format, reader.Region((Int128)reader.Rows * format.RowBytes(reader.Columns)));
    }

    StoredForm IStoredWeights.ToStored() => new StoredForm(StoredKind).With("type", Block.TypeId).Add(StoredPart.Of(_bytes));
}
