using System.Runtime.InteropServices;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Weights held one by one in f32, bf16 or f16, in memory of their own or in a mapped file.</summary>
public sealed class DenseWeights : WeightMatrix, IStoredWeights
{
    internal const string StoredKind = "dense";

    private readonly ByteRegion _bytes;
    private readonly Lazy<long> _zeros;

    /// <summary>Creates the matrix over little-endian, row-major bytes.</summary>
    internal DenseWeights(int rows, int columns, ElementType type, ByteRegion bytes) : base(rows, columns)
    {
        if (bytes.Length != Count * type.Size())
            throw new ArgumentException($"Expected {Count * type.Size()} bytes for [{rows}, {columns}] {type.Name()}, found {bytes.Length}.", nameof(bytes));
        Type = type;
        _bytes = bytes;
        _zeros = new(CountZeros);
    }

    /// <summary>Copies a matrix as f32 weights.</summary>
    /// <param name="values">The values [outputs, inputs].</param>
    public DenseWeights(Matrix values)
        : this(values?.Rows ?? 0, values?.Columns ?? 0, ElementType.Float32, ByteRegion.Copy(MemoryMarshal.AsBytes(values!.Values))) { }

    /// <summary>Rounds a matrix to an element type.</summary>
    internal static DenseWeights Of(Matrix values, ElementType type)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked(values.Values.Length * type.Size()), pinned: true);
        FloatConversion.FromSingle(type, values.Values, bytes);
        return new(values.Rows, values.Columns, type, ByteRegion.OfPinned(bytes));
    }

    /// <summary>Element type.</summary>
    public ElementType Type { get; }

    /// <inheritdoc/>
    public override string Format => Type.Name();

    /// <inheritdoc/>
    public override long ByteSize => Count * Type.Size();

    /// <inheritdoc/>
    public override long ZeroCount => _zeros.Value;

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        int length = Columns * Type.Size();
        FloatConversion.ToSingle(Type, _bytes.Slice((long)row * length, length), destination);
        GC.KeepAlive(this); // its bytes may be unmapped with it
    }

    internal static DenseWeights Read(StoredReader reader)
    {
        var type = reader.Type("type");
        return new(reader.Rows, reader.Columns, type, reader.Region((Int128)reader.Count * type.Size()));
    }

    StoredForm IStoredWeights.ToStored() => new StoredForm(StoredKind).With("type", Type.Name()).Add(StoredPart.Of(_bytes));
}
