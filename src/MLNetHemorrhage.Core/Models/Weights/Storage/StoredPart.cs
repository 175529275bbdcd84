using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Storage;

/// <summary>Bytes of a storage that are written from where they lie.</summary>
internal sealed class StoredPart
{
    private const int ChunkLength = 1 << 20;

    private readonly Action<Sink> _write;

    private StoredPart(long length, Action<Sink> write)
    {
        Length = length;
        _write = write;
    }

    /// <summary>Takes bytes in order.</summary>
    public delegate void Sink(ReadOnlySpan<byte> bytes);

    public long Length { get; }

    public static StoredPart Of(ByteRegion bytes) => new(bytes.Length, sink =>
    {
        for (long at = 0; at < bytes.Length; at += ChunkLength) sink(bytes.Slice(at, (int)Math.Min(ChunkLength, bytes.Length - at)));
        GC.KeepAlive(bytes);
    });

    /// <summary>The numbers of an array, little-endian.</summary>
    public static StoredPart Of<T>(T[] values) where T : unmanaged => new(values.LongLength * Unsafe.SizeOf<T>(), sink =>
    {
        for (int at = 0; at < values.Length; at += ChunkLength) sink(MemoryMarshal.AsBytes(values.AsSpan(at, Math.Min(ChunkLength, values.Length - at))));
    });

    public void CopyTo(Sink sink) => _write(sink);
}
