namespace MLNetHemorrhage.Rules;

/// <summary>Every rule: the one place for ids, titles, texts and severities.</summary>
public static class RuleTable
{
    /// <summary>A step beyond the upper end of its threshold's interval.</summary>
    public static Rule PastThreshold { get; } = new("MLH1001",
        "A step is past its robustness threshold",
        "{0} is past its threshold: {1}; use {2}", FindingSeverity.Warning);

    /// <summary>A step inside its threshold's interval.</summary>
    public static Rule WithinUncertainty { get; } = new("MLH1002",
        "A step is within the uncertainty of its robustness threshold",
        "{0} may be past its threshold: {1}; use {2} to be safe", FindingSeverity.Info);

    /// <summary>A step beyond its threshold that not every path through the code has.</summary>
    public static Rule PastThresholdOnSomePath { get; } = new("MLH1003",
        "A step is past its robustness threshold on some path",
        "on some path {0}", FindingSeverity.Warning) { IsAboutCode = true };

    /// <summary>A step that is inside its threshold but costs more than the tolerance.</summary>
    public static Rule BeyondTolerance { get; } = new("MLH1004",
        "A step costs more than the tolerance",
        "{0} costs more than the tolerance of {1}; use {2} to stay inside it", FindingSeverity.Info);

    /// <summary>Quantization below 3 bits, where the model has no threshold of its own.</summary>
    public static Rule BelowThreeBits { get; } = new("MLH1005",
        "Quantization below 3 bits",
        "{0} is below 3 bits: {1}; use {2}", FindingSeverity.Warning);

    /// <summary>Steps that are each inside their threshold but not together.</summary>
    public static Rule JointPastThreshold { get; } = new("MLH1006",
        "The steps together are past the joint robustness threshold",
        "no step is past its threshold, but together they are predicted to cost {0} in ln perplexity, more than {1}; use {2}", FindingSeverity.Warning);

    /// <summary>Removed weights together with 2 bits or fewer, which cost more than the sum.</summary>
    public static Rule PrunedAtTwoBits { get; } = new("MLH1007",
        "Pruning together with 2 bits or fewer",
        "{0} together with {1}: at 2 bits or fewer pruning and quantization cost more together than the sum of both{2}; use 4 bits or more, or leave one step out", FindingSeverity.Warning);

    /// <summary>Pruning of weights that are quantized already.</summary>
    public static Rule QuantizedBeforePruning { get; } = new("MLH2001",
        "Quantization before pruning",
        "{0} comes after {1}: weights are chosen by their rounded values and stay on a grid made for all of them; prune first, then quantize", FindingSeverity.Warning);

    /// <summary>Pruning twice.</summary>
    public static Rule PrunedTwice { get; } = new("MLH2002",
        "Repeated pruning",
        "{0} comes after {1}: shares do not add up, the weights removed first count towards the second share; prune once, to the share that is meant", FindingSeverity.Warning);

    /// <summary>Quantizing twice.</summary>
    public static Rule Requantized { get; } = new("MLH2003",
        "Requantization",
        "{0} comes after {1}: the second grid rounds values that are rounded already, and both errors remain; quantize once", FindingSeverity.Warning);

    /// <summary>A step that fills removed weights again.</summary>
    public static Rule MaskDestroyed { get; } = new("MLH2004",
        "A step undoes earlier pruning",
        "{0} comes after {1}: factors have no zeros where weights were removed; factorize first, then prune", FindingSeverity.Warning);

    /// <summary>Factorizing weights that are quantized.</summary>
    public static Rule FactorizedAfterQuantization { get; } = new("MLH2005",
        "Low-rank factorization after quantization",
        "{0} comes after {1}: the factors reproduce rounding errors and are not quantized themselves; factorize first, then quantize", FindingSeverity.Warning);

    /// <summary>A line of a threshold file that cannot be used.</summary>
    public static Rule MalformedThresholds { get; } = new("MLH9001",
        "A line of a threshold file cannot be used",
        "{0}", FindingSeverity.Warning);

    /// <summary>A share given in percent.</summary>
    public static Rule PercentForFraction { get; } = new("MLH9002",
        "A percentage where a fraction is expected",
        "{0}: {1} is a fraction of 0 to 1, found {2}; write {3}", FindingSeverity.Warning);

    /// <summary>A threshold that was measured under another protocol.</summary>
    public static Rule ProtocolMismatch { get; } = new("MLH9003",
        "The threshold was measured under another protocol",
        "what is known about {0} was measured under {1}, not under {2} ({3}); measure it under {2}", FindingSeverity.Info);

    /// <summary>A method that no table knows.</summary>
    public static Rule NoRecord { get; } = new("MLH9004",
        "No threshold is known for the method",
        "no threshold is known for {0}{1}; measure one with hemorrhage sweep", FindingSeverity.Info);

    /// <summary>A setting of the project that cannot be used.</summary>
    public static Rule MalformedSetting { get; } = new("MLH9006",
        "A setting in .editorconfig cannot be used",
        "{0} in .editorconfig: {1}", FindingSeverity.Warning) { IsAboutCode = true };

    /// <summary>Every rule, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        PastThreshold, WithinUncertainty, PastThresholdOnSomePath, BeyondTolerance, BelowThreeBits, JointPastThreshold, PrunedAtTwoBits,
        QuantizedBeforePruning, PrunedTwice, Requantized, MaskDestroyed, FactorizedAfterQuantization,
        MalformedThresholds, PercentForFraction, ProtocolMismatch, NoRecord, MalformedSetting,
    ];
}
