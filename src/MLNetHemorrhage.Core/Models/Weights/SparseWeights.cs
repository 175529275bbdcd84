using System.Numerics;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Weights of which only those that are not zero are held: one bit for every weight and the values in f32, bf16 or f16.</summary>
public sealed class SparseWeights : WeightMatrix, IStoredWeights
{
    internal const string StoredKind = "sparse";

    private readonly BitMask _held;
    private readonly byte[] _values;

    /// <summary>Holds what differs from +0; values that <paramref name="type"/> can represent are kept bit for bit.</summary>
    internal SparseWeights(Matrix values, ElementType type) : base(values.Rows, values.Columns)
    {
        Type = type;
        _held = new(Rows, Columns, (r, marks) =>
        {
            var row = values.Row(r);
            for (int c = 0; c < row.Length; c++) marks[c] = IsHeld(row[c]);
        });
        _values = new byte[checked(_held.Count * type.Size())];
        var kept = new float[Columns];
        for (int r = 0; r < Rows; r++)
        {
            int count = 0;
            foreach (float value in values.Row(r))
                if (IsHeld(value)) kept[count++] = value;
            FloatConversion.FromSingle(type, kept.AsSpan(0, count), _values.AsSpan(_held.CountBefore(r) * type.Size(), count * type.Size()));
        }
        ZeroCount = Count - _held.Count + CountHeldZeros();
    }

    private SparseWeights(int rows, int columns, ElementType type, BitMask held, byte[] values) : base(rows, columns)
    {
        Type = type;
        _held = held;
        _values = values;
        ZeroCount = Count - held.Count + CountHeldZeros();
    }

    /// <summary>Element type of the held values.</summary>
    public ElementType Type { get; }

    /// <inheritdoc/>
    public override string Format => $"sparse {Type.Name()}";

    /// <summary>Bytes held: the values, the mask in words of 8 bytes, and 4 bytes per row that say where its values start.</summary>
    public override long ByteSize => _values.LongLength + _held.ByteSize;

    /// <inheritdoc/>
    public override long ZeroCount { get; }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        destination[..Columns].Clear();
        Span<float> values = stackalloc float[BitMask.WordBits];
        int size = Type.Size(), next = _held.CountBefore(row) * size;
        for (int column = 0; column < Columns; column += BitMask.WordBits)
        {
            ulong bits = _held.Bits(row, column);
            int length = BitOperations.PopCount(bits) * size;
            FloatConversion.ToSingle(Type, _values.AsSpan(next, length), values);
            next += length;
            for (int i = 0; bits != 0; i++) destination[column + BitMask.TakeLowest(ref bits)] = values[i];
        }
    }

    /// <summary>Where values are held; not to be changed.</summary>
    internal BitMask Held => _held;

    internal static SparseWeights Read(StoredReader reader)
    {
        var type = reader.Type("type");
        var held = reader.Mask();
        return new(reader.Rows, reader.Columns, type, held, reader.Array<byte>((long)held.Count * type.Size()));
    }

    StoredForm IStoredWeights.ToStored() =>
        new StoredForm(StoredKind).With("type", Type.Name()).Add(StoredPart.Of(_held.Words)).Add(StoredPart.Of(_values));

    // Negative zeros are held.
    private long CountHeldZeros()
    {
        long zeros = 0;
        var row = new float[Columns];
        for (int r = 0; r < Rows; r++)
        {
            int size = Type.Size(), count = _held.CountIn(r);
            FloatConversion.ToSingle(Type, _values.AsSpan(_held.CountBefore(r) * size, count * size), row);
            zeros += row.AsSpan(0, count).Count(0f);
        }
        return zeros;
    }

    private static bool IsHeld(float value) => BitConverter.SingleToUInt32Bits(value) != 0;
}
