namespace MLNetHemorrhage.Tool.Converting;

/// <summary>Which format a path asks for.</summary>
internal static class ModelFormats
{
    private const string GgufExtension = ".gguf", PackageExtension = ".mlh";

    /// <summary>The word of the command line.</summary>
    public static string Word(this ModelFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>The format of a word, or else of the path's extension.</summary>
    /// <exception cref="HemorrhageException">The extension is none of those known.</exception>
    public static ModelFormat Of(string? word, string path) => word is not null
        ? Enum.GetValues<ModelFormat>().Single(f => f.Word() == word)
        : Path.GetExtension(Path.TrimEndingDirectorySeparator(path)).ToLowerInvariant() switch
        {
            GgufExtension => ModelFormat.Gguf,
            PackageExtension => ModelFormat.Package,
            "" => ModelFormat.Directory,
            var other => throw new HemorrhageException($"--output {path}: expected the extension {GgufExtension} or {PackageExtension}, none for a directory, or --format, found {other}."),
        };
}
