using System.Buffers.Binary;
using System.Text;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>Reads numbers and texts one after the other; every length is checked against what is left.</summary>
internal sealed class GgufCursor(ByteRegion bytes, string file)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string File => file;

    public long Position { get; private set; }

    public long Left => bytes.Length - Position;

    public ReadOnlySpan<byte> Take(long length, string what)
    {
        if (length < 0 || length > Left || length > int.MaxValue) throw CheckpointError.File(file, $"{(ulong)length} bytes of {what} at byte {Position}", $"{Left}");
        var taken = bytes.Slice(Position, (int)length);
        Position += length;
        return taken;
    }

    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint), what));

    public ulong UInt64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), what));

    /// <summary>A number of things of which each takes at least so many bytes.</summary>
    public int Count(string what, int leastBytes)
    {
        ulong count = UInt64($"the number of {what}");
        return count <= (ulong)(Left / leastBytes) && count <= int.MaxValue
            ? (int)count
            : throw CheckpointError.File(file, $"a number of {what} that {Left} bytes have room for", $"{count}");
    }

    /// <summary>UTF-8 with a length before it.</summary>
    public string Text(string what)
    {
        ulong length = UInt64($"the length of {what}");
        var utf8 = Take(length > long.MaxValue ? long.MaxValue : (long)length, what);
        try
        {
            return Strict.GetString(utf8);
        }
        catch (ArgumentException e)
        {
            throw new HemorrhageException($"{file}: expected UTF-8 as {what}, found other bytes before byte {Position}.", e);
        }
    }
}
