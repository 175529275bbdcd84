using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>Takes one package out of a stream.</summary>
internal static class PackageStream
{
    private const int FirstLength = 1 << 20;

    public static ByteRegion Read(Stream stream, string name)
    {
        var bytes = Pinned(FirstLength);
        int filled = stream.ReadAtLeast(bytes.AsSpan(0, PackagePrefix.Length), PackagePrefix.Length, throwOnEndOfStream: false);
        long total = PackagePrefix.Read(bytes.AsSpan(0, filled), name).TotalLength;
        if (total > Array.MaxLength)
            throw CheckpointError.File(name, $"a package of at most {Array.MaxLength} bytes in a stream (larger ones are loaded from a file)", $"{total}");
        while (filled < total)
        {
            // The length is not believed before the bytes are there.
            if (filled == bytes.Length) bytes = Grown(bytes, (int)Math.Min(total, 2L * filled));
            int count = stream.Read(bytes, filled, (int)Math.Min(total, bytes.Length) - filled);
            if (count == 0) throw CheckpointError.File(name, $"a package of {total} bytes", $"{filled}");
            filled += count;
        }
        return Region(bytes, filled);
    }

    public static byte[] Pinned(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);

    /// <summary>The start of a pinned array.</summary>
    public static unsafe ByteRegion Region(byte[] pinned, int length) =>
        new(pinned, (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)), length);

    private static byte[] Grown(byte[] bytes, int length)
    {
        var grown = Pinned(length);
        bytes.CopyTo(grown, 0);
        return grown;
    }
}
