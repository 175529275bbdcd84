using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>Reads a package that is in memory or mapped; dense weights stay where they lie.</summary>
internal static class PackageReader
{
    /// <summary>Reads the model, and nothing of it where the bytes have another SHA-256 than expected.</summary>
    public static LanguageModel Read(ByteRegion bytes, string name, string? expectedSha256 = null)
    {
        var prefix = PackagePrefix.Read(bytes.Slice(0, (int)Math.Min(PackagePrefix.Length, bytes.Length)), name);
        if (prefix.TotalLength != bytes.Length) throw CheckpointError.File(name, $"a package of {prefix.TotalLength} bytes", $"{bytes.Length}");
        var sha256 = PackageHash.Verify(bytes, name);
        if (expectedSha256 is not null && !expectedSha256.Equals(sha256, StringComparison.OrdinalIgnoreCase))
            throw CheckpointError.File(name, $"the package of SHA-256 {CheckpointError.Quote(expectedSha256)}", $"another one, of {CheckpointError.Quote(sha256)}");

        var header = PackageHeader.Parse(bytes.Slice(PackagePrefix.Length, prefix.HeaderLength), name);
        SpecCheck.Validate(header.Decoder, name);
        PackageSections.Check(header, prefix.DataLength, name);
        var data = bytes.Part(prefix.DataStart, prefix.DataLength);
        var decoder = PackagedDecoder.Read(header.Decoder, PackagedBlock.Read(header.Decoder, header.Blocks, name), PackagedInputs.Read(header, name), new(header, data, name));
        var tokenizer = PackagedTokenizers.Read(header, data, name);
        GC.KeepAlive(bytes);
        return new(header.Name, decoder, tokenizer);
    }
}
