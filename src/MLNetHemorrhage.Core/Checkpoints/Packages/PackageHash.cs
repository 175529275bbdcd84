using System.Security.Cryptography;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>The SHA-256 at the end of a package, and that of all its bytes, which refers to it from outside.</summary>
internal static class PackageHash
{
    private const int ChunkLength = 1 << 20;

    /// <summary>Throws where the bytes are not those that were written.</summary>
    /// <returns>The SHA-256 of all bytes, in hexadecimal.</returns>
    public static string Verify(ByteRegion bytes, string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long end = bytes.Length - PackagePrefix.TrailerLength;
        for (long at = 0; at < end; at += ChunkLength) hash.AppendData(bytes.Slice(at, (int)Math.Min(ChunkLength, end - at)));
        var computed = hash.GetCurrentHash();
        var stored = bytes.Slice(end, PackagePrefix.TrailerLength);
        if (!stored.SequenceEqual(computed))
            throw CheckpointError.File(name, $"contents of SHA-256 {Convert.ToHexStringLower(stored)}", $"{Convert.ToHexStringLower(computed)}; the package is damaged");
        hash.AppendData(stored);
        GC.KeepAlive(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
