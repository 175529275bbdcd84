using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>
/// A whole <see cref="LanguageModel"/> in one binary form: name, architecture, every weight in the storage it is held in, and the tokenizer's
/// files. What comes back has the same storages, the same sizes and gives the same bits; the same model always gives the same package.
/// Beyond the weights and the tokenizer's files it takes less than 200 bytes for each matrix, and it ends with a SHA-256 that is verified at reading.
/// </summary>
/// <remarks>
/// Small packages can be embedded as text in another format (<see cref="ToBase64"/>). Larger ones are saved as a file and referred to by its
/// path and SHA-256, so that a file that is gone or was changed is an error, never another model.
/// </remarks>
public static class ModelPackage
{
    // The longest string has slightly fewer than 2^30 characters, 4 for every 3 bytes.
    private const long MostBytesAsText = 0x3FFFFFDF / 4 * 3;

    /// <summary>The exact size that a model's package has; nothing is written.</summary>
    /// <param name="model">The model.</param>
    /// <returns>Bytes.</returns>
    /// <exception cref="HemorrhageException">The model cannot be packaged: its tokenizer or a storage is not one of this library.</exception>
    public static long GetByteLength(LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new PackageContents(model).ByteLength;
    }

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; it need not seek and stays open.</param>
    /// <exception cref="HemorrhageException">The model cannot be packaged: its tokenizer or a storage is not one of this library.</exception>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public static void Write(LanguageModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        new PackageContents(model).WriteTo(stream);
    }

    /// <summary>Reads a model from a stream, up to the end of the package and not beyond.</summary>
    /// <param name="stream">Where from; it need not seek and stays open. Packages above 2 GiB can only be loaded from a file.</param>
    /// <param name="name">What errors call the package.</param>
    /// <returns>The model.</returns>
    /// <exception cref="HemorrhageException">It is no package, it is damaged or of another version; the message names the field, expected and found.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static LanguageModel Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return PackageReader.Read(PackageStream.Read(stream, name), name);
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="bytes">A package and nothing else; it is copied.</param>
    /// <param name="name">What errors call the package.</param>
    /// <returns>The model.</returns>
    /// <exception cref="HemorrhageException">It is no package, it is damaged or of another version; the message names the field, expected and found.</exception>
    public static LanguageModel Read(ReadOnlySpan<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return PackageReader.Read(ByteRegion.Copy(bytes), name);
    }

    /// <summary>Writes a model as base64 text.</summary>
    /// <param name="model">The model; its package has at most 805,306,320 bytes.</param>
    /// <returns>The text, 4 characters for every 3 bytes.</returns>
    /// <exception cref="HemorrhageException">The model cannot be packaged, or is too large for a text.</exception>
    public static string ToBase64(LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var contents = new PackageContents(model);
        if (contents.ByteLength > MostBytesAsText)
            throw CheckpointError.File($"model {CheckpointError.Quote(model.Name)}", $"a package of at most {MostBytesAsText} bytes as text", $"{contents.ByteLength}; save it as a file");
        var bytes = new byte[contents.ByteLength];
        contents.WriteTo(new MemoryStream(bytes));
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads a model from base64 text.</summary>
    /// <param name="text">What <see cref="ToBase64"/> gave.</param>
    /// <param name="name">What errors call the package.</param>
    /// <returns>The model.</returns>
    /// <exception cref="HemorrhageException">It is no package, it is damaged or of another version; the message names the field, expected and found.</exception>
    public static LanguageModel FromBase64(ReadOnlySpan<char> text, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bytes = PackageStream.Pinned(checked((int)(text.Length / 4L * 3)));
        if (!Convert.TryFromBase64Chars(text, bytes, out int count)) throw CheckpointError.File(name, "base64 text", "text that is not");
        return PackageReader.Read(PackageStream.Region(bytes, count), name);
    }

    /// <summary>Saves a model as a file, which is complete before it replaces one of that name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <returns>The SHA-256 of the file, 64 hexadecimal digits: with the path, what refers to exactly this model.</returns>
    /// <exception cref="HemorrhageException">The model cannot be packaged, or the file cannot be written.</exception>
    public static string Save(LanguageModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var contents = new PackageContents(model);
        var sha256 = "";
        FileReplacement.Write((path, stream => sha256 = contents.WriteTo(stream)));
        return sha256;
    }

    /// <summary>Loads a model from a file. The file is mapped, not copied; it must not be changed in place while the model is in use.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expectedSha256">The SHA-256 that the file must have, in hexadecimal; by default any.</param>
    /// <returns>The model.</returns>
    /// <exception cref="HemorrhageException">There is no such file, it is another one than expected, or it is no package, damaged or of another version.</exception>
    public static LanguageModel Load(string path, string? expectedSha256 = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var model = PackageReader.Read(MappedFile.Open(path), path, expectedSha256);
        return new(model.Name, model.Decoder, model.Tokenizer) { Source = ModelSource.Of(path, [path]) };
    }
}
