using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>SHA-256 of windows of token ids, each behind its length.</summary>
internal static class IdHash
{
    public static string Of(IEnumerable<int[]> windows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var ids in windows)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, ids.Length);
            hash.AppendData(length);
            hash.AppendData(MemoryMarshal.AsBytes(ids.AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
