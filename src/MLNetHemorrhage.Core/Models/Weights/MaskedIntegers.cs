using MLNetHemorrhage.Models.Weights.Storage;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// Packed integers, one for every element of a matrix. Where that is smaller only those that a mask marks are held; what the others are, their owner
/// knows.
/// </summary>
internal sealed class MaskedIntegers
{
    private readonly int _columns;
    private readonly BitMask? _held;
    private readonly PackedIntegers _values;

    /// <summary>Packs values, row after row.</summary>
    public MaskedIntegers(int bits, int columns, byte[] values, BitMask held)
    {
        _columns = columns;
        int rows = values.Length / columns;
        if (held.ByteSize + PackedIntegers.ByteSizeFor(bits, held.Count) < PackedIntegers.ByteSizeFor(bits, values.Length))
        {
            _held = held;
            values = Held(values, held, rows, columns);
        }
        _values = PackedIntegers.Pack<byte>(bits, values);
    }

    private MaskedIntegers(int columns, BitMask? held, PackedIntegers values) => (_columns, _held, _values) = (columns, held, values);

    /// <summary>Whether not all of them are held.</summary>
    public bool IsMasked => _held is not null;

    /// <summary>Bytes held, the mask included.</summary>
    public long ByteSize => _values.ByteSize + (_held?.ByteSize ?? 0);

    /// <summary>Writes the integers of a row that are held, and leaves the others as they are.</summary>
    public void CopyRow(int row, Span<byte> destination)
    {
        if (_held is null)
        {
            _values.CopyTo((long)row * _columns, destination[.._columns]);
            return;
        }
        Span<byte> held = new byte[_held.CountIn(row)];
        _values.CopyTo(_held.CountBefore(row), held);
        int next = 0;
        for (int column = 0; column < _columns; column += BitMask.WordBits)
            for (ulong bits = _held.Bits(row, column); bits != 0;) destination[column + BitMask.TakeLowest(ref bits)] = held[next++];
    }

    /// <summary>Reads what <see cref="AddTo"/> wrote.</summary>
    public static MaskedIntegers Read(StoredReader reader, int bits, bool isMasked)
    {
        var held = isMasked ? reader.Mask() : null;
        return new(reader.Columns, held, PackedIntegers.FromWords(bits, reader.Array<ulong>(PackedIntegers.WordsFor(bits, held?.Count ?? reader.Count))));
    }

    public StoredForm AddTo(StoredForm form) => form.Add(_held is null ? null : StoredPart.Of(_held.Words)).Add(StoredPart.Of(_values.Words));

    private static byte[] Held(byte[] values, BitMask held, int rows, int columns)
    {
        var kept = new byte[held.Count];
        int next = 0;
        for (int r = 0; r < rows; r++)
            for (int column = 0; column < columns; column += BitMask.WordBits)
                for (ulong bits = held.Bits(r, column); bits != 0;) kept[next++] = values[r * columns + column + BitMask.TakeLowest(ref bits)];
        return kept;
    }
}
