using MLNetHemorrhage.Checkpoints.Packages;

namespace MLNetHemorrhage.Persistence;

/// <summary>A model as text inside a saved pipeline: "embedded:" and the package in base64, or "file:", its SHA-256, ":" and its path.</summary>
internal static class Payload
{
    public const long MostEmbeddedBytes = 805_306_320;

    private const string Embedded = "embedded:", File = "file:";
    private const int HashDigits = 64;

    /// <summary>Whether a model's package is too large to be embedded.</summary>
    public static bool Exceeds(LanguageModel model, long embedLimitBytes) => ModelPackage.GetByteLength(model) > embedLimitBytes;

    /// <summary>The text for a model; a large one is saved as a file.</summary>
    public static string Save(LanguageModel model, long embedLimitBytes, string? packagePath)
    {
        if (!Exceeds(model, embedLimitBytes)) return Embedded + ModelPackage.ToBase64(model);
        if (packagePath is null)
        {
            throw new InvalidOperationException(
                $"The package of {model.Name} has {ModelPackage.GetByteLength(model)} bytes, more than the {embedLimitBytes} that may be embedded. "
                + $"Set {nameof(ScoreTextEstimator.Options.PackagePath)} to save it as a file beside the pipeline, or raise {nameof(ScoreTextEstimator.Options.EmbedLimitBytes)}.");
        }
        return $"{File}{ModelPackage.Save(model, packagePath)}:{packagePath}";
    }

    /// <summary>The model of a text.</summary>
    public static LanguageModel Load(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(Embedded)) return ModelPackage.FromBase64(text[Embedded.Length..], "model embedded in the pipeline");
        if (!text.StartsWith(File) || text.Length <= File.Length + HashDigits)
            throw new HemorrhageException($"saved pipeline: expected a model that begins with \"{Embedded}\" or \"{File}\", found another form");
        string sha256 = text.Slice(File.Length, HashDigits).ToString();
        return ModelPackage.Load(Find(text[(File.Length + HashDigits + 1)..].ToString()), sha256);
    }

    // An application is often not started in its own folder.
    private static string Find(string path)
    {
        string besideApplication = Path.Combine(AppContext.BaseDirectory, path);
        return !System.IO.File.Exists(path) && System.IO.File.Exists(besideApplication) ? besideApplication : path;
    }
}
