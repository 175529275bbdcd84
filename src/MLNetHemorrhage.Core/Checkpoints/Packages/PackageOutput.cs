using System.Security.Cryptography;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>Writes a package while hashing it.</summary>
internal sealed class PackageOutput(Stream stream) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _hash.AppendData(bytes);
        _position += bytes.Length;
    }

    /// <summary>Writes zeros up to the next multiple of the alignment.</summary>
    public void Pad()
    {
        Span<byte> zeros = stackalloc byte[PackagePrefix.Alignment];
        zeros.Clear();
        Write(zeros[..(int)(PackagePrefix.Align(_position) - _position)]);
    }

    /// <summary>Writes the SHA-256 of everything so far.</summary>
    /// <returns>The SHA-256 of the whole, in hexadecimal.</returns>
    public string Finish()
    {
        Write(_hash.GetCurrentHash());
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();
}
