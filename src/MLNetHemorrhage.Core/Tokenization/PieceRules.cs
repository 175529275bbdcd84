namespace MLNetHemorrhage.Tokenization;

/// <summary>When a text gets the space symbol in front of its first word.</summary>
internal enum PrefixRule
{
    Never,
    Always,
    UnlessPresent,
}

/// <summary>How text becomes pieces, apart from the vocabulary.</summary>
internal sealed record PieceRules
{
    /// <summary>When a space symbol is put in front.</summary>
    public PrefixRule Prefix { get; init; } = PrefixRule.Always;

    /// <summary>Whether only the first stretch between added tokens gets the prefix.</summary>
    public bool PrefixFirstOnly { get; init; }

    /// <summary>Whether spaces at the ends are dropped and runs of spaces become one.</summary>
    public bool RemoveExtraSpaces { get; init; }

    /// <summary>Whether every space symbol starts a new word, so that pieces of several spaces are never used.</summary>
    public bool SplitAtSpaces { get; init; }

    /// <summary>Whether one space at the front of decoded text is dropped.</summary>
    public bool StripLeadingSpace { get; init; } = true;

    /// <summary>Whether characters without a piece become byte pieces.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Whether neighbouring unknown characters give one unknown id.</summary>
    public bool FuseUnknown { get; init; } = true;
}
