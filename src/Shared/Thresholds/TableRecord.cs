namespace MLNetHemorrhage.Thresholds;

/// <summary>What every line of a threshold file has: the model it holds for, and where its numbers come from.</summary>
public abstract record TableRecord
{
    /// <summary>The model that stands for all of them.</summary>
    public const string AnyModel = "*";

    private protected TableRecord() { }

    /// <summary>Models that the record holds for: a pattern with <c>*</c> and <c>?</c> for the last segment of a model's path, case ignored.</summary>
    /// <value>The default is "*": every model that has no record of its own.</value>
    public string Model { get; init; } = AnyModel;

    /// <summary>SHA-256 of architecture, weights and tokenizer as <c>hemorrhage sweep</c> computes it, 64 hexadecimal digits; null where the name decides alone.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The model that was measured, where that is not the one the record holds for; null where it is.</summary>
    public string? MeasuredOn { get; init; }

    /// <summary>The protocol of the measurement, as in "wikitext:2048"; null where it is not known.</summary>
    public string? Protocol { get; init; }

    /// <summary>Where the numbers come from: a table of a publication, a sweep.</summary>
    public string? Source { get; init; }

    /// <summary>Whether a project sets the record rather than that it was measured: it holds for every model, before all others.</summary>
    internal bool IsSetting { get; init; }

    /// <summary>The first word of the line.</summary>
    internal abstract string Kind { get; }

    /// <summary>What the record is about; of records that agree in it and in model and protocol, the later one holds.</summary>
    internal abstract string Subject { get; }

    internal string Key => string.Join("\n", Kind, Subject, Model, Sha256, Protocol, IsSetting);
}
