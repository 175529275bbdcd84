using System.Security.Cryptography;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>The files that a model was loaded from.</summary>
public sealed class ModelSource
{
    private ModelSource(string path, IReadOnlyList<ModelFile> files)
    {
        Path = path;
        Files = files;
    }

    /// <summary>Full path of the checkpoint: a directory or a file.</summary>
    public string Path { get; }

    /// <summary>Every file that was read: configuration, weights, tokenizer.</summary>
    public IReadOnlyList<ModelFile> Files { get; }

    internal static ModelSource Of(string path, IEnumerable<string> files) =>
        new(System.IO.Path.GetFullPath(path), [.. files.Select(System.IO.Path.GetFullPath).Distinct().Select(f => new ModelFile(f, new FileInfo(f).Length))]);
}

/// <summary>A file of a model as it was when the model was loaded.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Length">Bytes.</param>
public sealed record ModelFile(string Path, long Length)
{
    /// <summary>Reads the file, which takes about a second per gigabyte.</summary>
    /// <returns>Its SHA-256 in hexadecimal.</returns>
    /// <exception cref="HemorrhageException">The file is gone, cannot be read or has another length.</exception>
    public string ComputeSha256()
    {
        try
        {
            using var stream = File.OpenRead(Path);
            if (stream.Length != Length) throw CheckpointError.File(Path, $"{Length} bytes, as when the model was loaded", $"{stream.Length}");
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{Path}: expected a readable file, found: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
