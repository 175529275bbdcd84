using System.Buffers.Binary;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>
/// The fixed start of a package: 8 bytes of name, the version (u32), the length of the JSON header (u32) and of the whole package (u64).
/// The header is padded so that what follows, and every tensor in it, starts at a multiple of 64 bytes; a SHA-256 of all that comes before is the end.
/// </summary>
internal readonly record struct PackagePrefix(int HeaderLength, long TotalLength)
{
    public const int Length = 24, Alignment = 64, TrailerLength = 32;

    private const uint Version = 1;
    private const int LongestHeader = 100_000_000;

    private static ReadOnlySpan<byte> Magic => "MLHmodel"u8;

    /// <summary>Where the tensors start.</summary>
    public int DataStart => Length + HeaderLength;

    public long DataLength => TotalLength - DataStart - TrailerLength;

    public static long Align(long position) => (position + Alignment - 1) / Alignment * Alignment;

    /// <summary>Whether a file starts as a package does.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    public static PackagePrefix Read(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < Length) throw CheckpointError.File(name, $"a model package of at least {Length} bytes", $"{bytes.Length}");
        if (!IsAt(bytes)) throw CheckpointError.File(name, "a model package, which starts with 'MLHmodel'", "other bytes");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (version != Version) throw CheckpointError.File(name, $"a model package of version {Version}", $"version {version}");
        uint header = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        if (header > LongestHeader || (Length + header) % Alignment != 0)
            throw CheckpointError.File(name, $"a header of at most {LongestHeader} bytes that ends at a multiple of {Alignment}", $"a length of {header}");
        ulong total = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        ulong least = Length + header + TrailerLength;
        if (total < least || total > long.MaxValue) throw CheckpointError.File(name, $"a package of at least {least} bytes", $"a length of {total}");
        return new((int)header, (long)total);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)HeaderLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), (ulong)TotalLength);
        return bytes;
    }
}
