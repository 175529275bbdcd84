using System.Buffers.Binary;
using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Walks over the fields of one protocol-buffer message; every length is checked before it is used.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message, string where)
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _message = message;
    private readonly string _where = where;
    private ReadOnlySpan<byte> _bytes;
    private ulong _number;
    private int _wireType;
    private int _at;

    /// <summary>The number of the field that <see cref="Next"/> reached.</summary>
    public int Field { get; private set; }

    /// <summary>Moves to the next field.</summary>
    /// <returns>False at the end of the message.</returns>
    /// <exception cref="HemorrhageException">The message is damaged.</exception>
    public bool Next()
    {
        if (_at == _message.Length) return false;
        var tag = ReadVarint();
        _wireType = (int)(tag & 7);
        if (tag >> 3 is 0 or > 0x1FFFFFFF) throw Damaged($"a field number from 1 to {0x1FFFFFFF}", $"{tag >> 3}");
        Field = (int)(tag >> 3);
        switch (_wireType)
        {
            case Varint:
                _number = ReadVarint();
                break;
            case Fixed64:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case Fixed32:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            case Bytes:
                _bytes = Take(ReadVarint());
                break;
            default:
                throw Damaged("a wire type of 0, 1, 2 or 5", $"{_wireType}");
        }

        return true;
    }

    public readonly ReadOnlySpan<byte> AsBytes() => _wireType == Bytes ? _bytes : throw Unexpected("bytes");

    public readonly float AsSingle() => _wireType == Fixed32 ? BitConverter.UInt32BitsToSingle((uint)_number) : throw Unexpected("a 32-bit float");

    /// <summary>An integer; negative ones are stored with ten bytes.</summary>
    public readonly int AsInteger() => _wireType == Varint ? unchecked((int)_number) : throw Unexpected("an integer");

    public readonly bool AsFlag() => AsInteger() != 0;

    public readonly string AsText()
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(AsBytes());
        }
        catch (DecoderFallbackException e)
        {
            throw new HemorrhageException($"{_where}: field {Field} is not valid UTF-8.", e);
        }
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Damaged("a number of at most 10 bytes", "a longer one");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        var left = _message.Length - _at;
        if (count > (ulong)left) throw Damaged($"{count} bytes", $"{left}");
        _at += (int)count;
        return _message.Slice(_at - (int)count, (int)count);
    }

    private readonly HemorrhageException Damaged(string expected, string found) => new($"{_where}: expected {expected} at byte {_at} of the message, found {found}.");

    private readonly HemorrhageException Unexpected(string expected) => new($"{_where}: expected field {Field} to be {expected}, found wire type {_wireType}.");
}
