namespace MLNetHemorrhage.Tokenization;

/// <summary>The files that a tokenizer was read from, kept so that it can be stored and read back by the same reader.</summary>
/// <param name="Kind">One of <see cref="TokenizerKinds"/>.</param>
/// <param name="Location">Where the files are, for errors.</param>
/// <param name="Files">The files that the kind needs.</param>
internal sealed record TokenizerSource(string Kind, string Location, IReadOnlyList<TokenizerFile> Files)
{
    public TokenizerFile? Optional(string name) => Files.FirstOrDefault(f => f.Name == name);

    /// <exception cref="HemorrhageException">The file is missing.</exception>
    public TokenizerFile Required(string name) => Optional(name) ?? throw new HemorrhageException($"{Location}: expected a tokenizer with {name}, found none.");

    /// <summary>The begin and end tokens of tokenizer_config.json, where there is one.</summary>
    public SpecialTokenNames ReadNames() =>
        Optional(TokenizerKinds.Configuration) is { } file ? SpecialTokenNames.Read(file.Bytes, file.Location) : default;
}

/// <summary>A file of a tokenizer, in memory.</summary>
/// <param name="Name">What it is called in a model directory.</param>
/// <param name="Location">Its path, or another name for errors.</param>
/// <param name="Bytes">All of it; not to be changed.</param>
internal sealed record TokenizerFile(string Name, string Location, byte[] Bytes);
