namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>Where the parts of a package lie: one after the other, each at the next multiple of 64 bytes, to the end of the data.</summary>
internal static class PackageSections
{
    /// <summary>Throws for the first part that is not there; afterwards every offset and length is inside the data.</summary>
    public static void Check(PackageHeader header, long dataLength, string package)
    {
        long end = 0;
        var sections = header.Tensors.Select(t => (t.Name, t.Offset, t.Length)).Concat(header.Tokenizer.Files.Select(f => (f.Name, f.Offset, f.Length)));
        foreach (var (name, offset, length) in sections)
        {
            long expected = PackagePrefix.Align(end);
            if (offset != expected) throw Error(package, name, $"an offset of {expected}", $"{offset}");
            if (length < 0 || length > dataLength - offset) throw Error(package, name, $"a length from 0 to {dataLength - offset}", $"{length}");
            end = offset + length;
        }
        if (end != dataLength) throw CheckpointError.File(package, $"{end} bytes of data", $"{dataLength}");
    }

    private static HemorrhageException Error(string package, string section, string expected, string found) =>
        CheckpointError.File(package, $"{expected} for {CheckpointError.Quote(section)}", found);
}
