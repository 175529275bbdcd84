namespace MLNetHemorrhage.Robustness;

/// <summary>A severity with what it rests on.</summary>
/// <param name="Severity">The severity.</param>
/// <param name="Reasons">What decided, the gravest first; for a stable model, what it stayed inside. One sentence each.</param>
/// <param name="IsUncertain">Whether the measured ln ratio is within one standard error of a line that would change the severity.</param>
public sealed record SeverityGrade(Severity Severity, IReadOnlyList<string> Reasons, bool IsUncertain)
{
    /// <summary>The severity in lower case: "stable", "stressed", "hemorrhaging", "collapsed".</summary>
    public string Name => Severity.ToString().ToLowerInvariant();

    /// <summary>Severity and reasons in one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name}: {string.Join("; ", Reasons)}{(IsUncertain ? "; within one standard error of the line" : "")}";
}
