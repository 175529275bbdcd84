using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>What only code can have: paths.</summary>
internal static class PathRules
{
    /// <summary>A step beyond its threshold that not every path has.</summary>
    public static Rule PastThresholdOnSomePath { get; } = new("MLH1003",
        "A step is past its robustness threshold on some path",
        "on some path {0}", FindingSeverity.Warning);

    /// <summary>The finding for a path that is not the only one.</summary>
    public static Finding OnSomePath(Finding finding) => finding.Rule == RuleTable.PastThreshold
        ? new(PastThresholdOnSomePath, finding.StepIndex, string.Format(System.Globalization.CultureInfo.InvariantCulture, PastThresholdOnSomePath.MessageFormat, finding.Message))
        : finding;
}
