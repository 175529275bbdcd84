using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNetHemorrhage.Numerics;

/// <summary>Read-only bytes at a fixed address: a part of a mapped file or of a pinned array, kept alive by their owner.</summary>
internal sealed unsafe class ByteRegion
{
    private readonly object _owner;
    private readonly byte* _pointer;

    /// <summary>A part of memory that <paramref name="owner"/> keeps in place for as long as it is reachable.</summary>
    public ByteRegion(object owner, byte* pointer, long length)
    {
        _owner = owner;
        _pointer = pointer;
        Length = length;
    }

    /// <summary>A copy of <paramref name="bytes"/>.</summary>
    public static ByteRegion Copy(ReadOnlySpan<byte> bytes)
    {
        var memory = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(memory);
        return OfPinned(memory);
    }

    /// <summary>An array that was allocated as pinned; it must not change any more.</summary>
    public static ByteRegion OfPinned(byte[] memory) => new(memory, (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory)), memory.Length);

    public long Length { get; }

    public ReadOnlySpan<byte> Slice(long start, int length)
    {
        if (start < 0 || length < 0 || start > Length - length) throw new ArgumentOutOfRangeException(nameof(start));
        return new(_pointer + start, length);
    }

    public ByteRegion Part(long start, long length)
    {
        if (start < 0 || length < 0 || start > Length - length) throw new ArgumentOutOfRangeException(nameof(start));
        return new(_owner, _pointer + start, length);
    }
}
