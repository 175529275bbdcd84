namespace MLNetHemorrhage.Rules;

/// <summary>Every rule: the one place for ids, titles, texts and severities.</summary>
public static class RuleTable
{
    /// <summary>A step beyond the upper end of its threshold's interval.</summary>
    public static Rule PastThreshold { get; } = new("MLH1001",
        "A step is past its robustness threshold",
        "{0} is past its threshold: {1}; use {2}", FindingSeverity.Warning)
    {
        Description = "The strength of a step is beyond the upper end of the interval of its phase transition; where no transition is known, beyond that of the tolerance. The message names the record: its value, its interval, the model it was measured on and where it comes from.",
    };

    /// <summary>A step inside its threshold's interval.</summary>
    public static Rule WithinUncertainty { get; } = new("MLH1002",
        "A step is within the uncertainty of its robustness threshold",
        "{0} may be past its threshold: {1}; use {2} to be safe", FindingSeverity.Info)
    {
        Description = "The strength of a step is above the lower end of the interval of its threshold and not beyond the upper.",
    };

    /// <summary>A step beyond its threshold that not every path through the code has.</summary>
    public static Rule PastThresholdOnSomePath { get; } = new("MLH1003",
        "A step is past its robustness threshold on some path",
        "on some path {0}", FindingSeverity.Warning)
    {
        IsAboutCode = true,
        Description = "A step is past its threshold as for MLH1001, but not every path through the code has that value: one branch, one of several values of a variable.",
    };

    /// <summary>A step that is inside its threshold but costs more than the tolerance.</summary>
    public static Rule BeyondTolerance { get; } = new("MLH1004",
        "A step costs more than the tolerance",
        "{0} costs more than the tolerance of {1}; use {2} to stay inside it", FindingSeverity.Info)
    {
        Description = "The step is inside its transition but costs more perplexity than a tolerance: that of the record, or hemorrhage_tolerance where it is set and a curve of the step is known.",
    };

    /// <summary>Quantization below 3 bits, where the model has no threshold of its own.</summary>
    public static Rule BelowThreeBits { get; } = new("MLH1005",
        "Quantization below 3 bits",
        "{0} is below 3 bits: {1}; use {2}", FindingSeverity.Warning)
    {
        Description = "A step stores weights with fewer than 3 bits, and the model has no threshold of its own that says what they cost.",
    };

    /// <summary>Steps that are each inside their threshold but not together.</summary>
    public static Rule JointPastThreshold { get; } = new("MLH1006",
        "The steps together are past the joint robustness threshold",
        "no step is past its threshold, but together they are predicted to cost {0} in ln perplexity, more than {1}; use {2}", FindingSeverity.Warning)
    {
        Description = "No step is past its own threshold, but the stacking rule predicts that together they cost more than any of them does at its own threshold.",
    };

    /// <summary>Removed weights together with 2 bits or fewer, which cost more than the sum.</summary>
    public static Rule PrunedAtTwoBits { get; } = new("MLH1007",
        "Pruning together with 2 bits or fewer",
        "{0} together with {1}: at 2 bits or fewer pruning and quantization cost more together than the sum of both{2}; use 4 bits or more, or leave one step out", FindingSeverity.Warning)
    {
        Description = "Weights or structure are removed, and weights are stored with 2 bits or fewer. Not reported where an interaction of the model itself says that the two losses add up.",
    };

    /// <summary>A parameter that is no strength, outside the range that the model was calibrated for.</summary>
    public static Rule OutsideCalibratedRange { get; } = new("MLH1008",
        "A parameter is outside its calibrated range",
        "{0} is outside the calibrated range: known for {4} is {1} {2} to {3}; use {1} {5}", FindingSeverity.Warning)
    {
        Description = "A parameter that is no strength, such as a temperature of decoding, is outside the range that a range record of a threshold file gives. No ranges are built in.",
    };

    /// <summary>Pruning of weights that are quantized already.</summary>
    public static Rule QuantizedBeforePruning { get; } = new("MLH2001",
        "Quantization before pruning",
        "{0} comes after {1}: weights are chosen by their rounded values and stay on a grid made for all of them; prune first, then quantize", FindingSeverity.Warning)
    {
        Description = "A step prunes a model that an earlier step has quantized.",
    };

    /// <summary>Pruning twice.</summary>
    public static Rule PrunedTwice { get; } = new("MLH2002",
        "Repeated pruning",
        "{0} comes after {1}: shares do not add up, the weights removed first count towards the second share; prune once, to the share that is meant", FindingSeverity.Warning)
    {
        Description = "A model is pruned by two steps, or by one in a loop.",
    };

    /// <summary>Quantizing twice.</summary>
    public static Rule Requantized { get; } = new("MLH2003",
        "Requantization",
        "{0} comes after {1}: the second grid rounds values that are rounded already, and both errors remain; quantize once", FindingSeverity.Warning)
    {
        Description = "A model is quantized by two steps, or by one in a loop.",
    };

    /// <summary>A step that fills removed weights again.</summary>
    public static Rule MaskDestroyed { get; } = new("MLH2004",
        "A step undoes earlier pruning",
        "{0} comes after {1}: factors have no zeros where weights were removed; factorize first, then prune", FindingSeverity.Warning)
    {
        Description = "A step fills weights again that an earlier step has removed: low-rank factorization after pruning.",
    };

    /// <summary>Factorizing weights that are quantized.</summary>
    public static Rule FactorizedAfterQuantization { get; } = new("MLH2005",
        "Low-rank factorization after quantization",
        "{0} comes after {1}: the factors reproduce rounding errors and are not quantized themselves; factorize first, then quantize", FindingSeverity.Warning)
    {
        Description = "A step factorizes a model that an earlier step has quantized.",
    };

    /// <summary>Smoothing a model that is quantized.</summary>
    public static Rule SmoothedAfterQuantization { get; } = new("MLH2006",
        "Smoothing after quantization",
        "{0} comes after {1}: smoothing rescales weights that are on a grid already, and they have to be rounded again; smooth the full weights", FindingSeverity.Warning)
    {
        Description = "A step smooths (method smoothquant) a model that an earlier step has quantized.",
    };

    /// <summary>Calibration on the data that the evaluation measures on.</summary>
    public static Rule CalibratedOnEvaluationData { get; } = new("MLH3001",
        "Calibration on the evaluation data",
        "{0} is calibrated on {1}, on which it is evaluated too: the loss on other text is not seen; evaluate on data of its own", FindingSeverity.Warning)
    {
        IsAboutCode = true,
        Description = "A method that learns from calibration text is fitted to the very rows that the evaluation then measures on.",
    };

    /// <summary>A calibrated method without anything to calibrate with.</summary>
    public static Rule NotCalibrated { get; } = new("MLH3002",
        "A method that needs calibration has none",
        "{0} needs calibration text, but {1}; {2}", FindingSeverity.Warning)
    {
        IsAboutCode = true,
        Description = "A method that needs calibration text gets none: the code names no column (null or an empty name), or the pipeline is fitted to an enumeration that is empty.",
    };

    /// <summary>Added layers in a model that is not calibrated afterwards.</summary>
    public static Rule ExpandedWithoutRecalibration { get; } = new("MLH3003",
        "Layer expansion without recalibration",
        "{0} is not followed by a recalibration: later layers get inputs that they were not made for; recalibrate the model after it", FindingSeverity.Warning)
    {
        IsAboutCode = true,
        Description = "A pipeline that adds layers is fitted, and no step after it calibrates the model anew.",
    };

    /// <summary>Changed decoding that is not calibrated.</summary>
    public static Rule DecodingWithoutCalibration { get; } = new("MLH3004",
        "A decoding change without calibration",
        "{0} is not followed by a calibration: what is generated drifts away from the base model's text; calibrate decoding after it", FindingSeverity.Warning)
    {
        IsAboutCode = true,
        Description = "A pipeline that changes how tokens are chosen is fitted, and no step after it calibrates.",
    };

    /// <summary>A modified model that goes out without a measurement.</summary>
    public static Rule NeverEvaluated { get; } = new("MLH3005",
        "A compressed pipeline is saved or served but never evaluated",
        "a pipeline with {0} is saved or served, but what the model lost is not measured; evaluate it first", FindingSeverity.Info)
    {
        IsAboutCode = true,
        Description = "A fitted pipeline with modifications is saved or served, and nothing in the method measures what the model lost. Where the pipeline or its output also goes out of sight (returned, stored, given to another method) nothing is reported.",
    };

    /// <summary>A line of a threshold file that cannot be used.</summary>
    public static Rule MalformedThresholds { get; } = new("MLH9001",
        "A line of a threshold file cannot be used",
        "{0}", FindingSeverity.Warning)
    {
        Description = "A line of a threshold file cannot be used: an unknown key, a number out of range, a missing field. The other lines hold. In code the warning stands at line and column of the file; on the command line it is an error.",
    };

    /// <summary>A share given in percent.</summary>
    public static Rule PercentForFraction { get; } = new("MLH9002",
        "A percentage where a fraction is expected",
        "{0}: {1} is a fraction of 0 to 1, found {2}; write {3}", FindingSeverity.Warning)
    {
        Description = "A share above 1 where a fraction is expected.",
    };

    /// <summary>A threshold that was measured under another protocol.</summary>
    public static Rule ProtocolMismatch { get; } = new("MLH9003",
        "The threshold was measured under another protocol",
        "what is known about {0} was measured under {1}, not under {2} ({3}); measure it under {2}", FindingSeverity.Info)
    {
        Description = "The record that holds for a step was measured under another protocol than the one that the method evaluates the model under; where it does not say, than the one that the project declares.",
    };

    /// <summary>A method that no table knows.</summary>
    public static Rule NoRecord { get; } = new("MLH9004",
        "No threshold is known for the method",
        "no threshold is known for {0}{1}; measure one with hemorrhage sweep", FindingSeverity.Info)
    {
        Description = "No record speaks of the method or its family; or the model has records of its own, but none of this method.",
    };

    /// <summary>A kept share where the removed one is meant, or the reverse.</summary>
    public static Rule KeptForRemoved { get; } = new("MLH9005",
        "A kept share where a removed one is expected, or the reverse",
        "{0}: {1} is the {2} share, found {3}; write {4}", FindingSeverity.Warning)
    {
        Description = "keep is far past its threshold while what it removes would be inside if it were the share to keep, as keep=0.1; or a variable that is named as the share that is kept is given for the one that is removed, or the reverse.",
    };

    /// <summary>A setting of the project that cannot be used.</summary>
    public static Rule MalformedSetting { get; } = new("MLH9006",
        "A setting in .editorconfig cannot be used",
        "{0} in .editorconfig: {1}", FindingSeverity.Warning)
    {
        IsAboutCode = true,
        Description = "A key of .editorconfig that begins with hemorrhage_ is not known, or its value is not one that it can have; the other settings hold. The compiler does not tell where settings stand: the warning is at the first modification of each method that the setting would count for.",
    };

    /// <summary>Every rule, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        PastThreshold, WithinUncertainty, PastThresholdOnSomePath, BeyondTolerance, BelowThreeBits, JointPastThreshold, PrunedAtTwoBits, OutsideCalibratedRange,
        QuantizedBeforePruning, PrunedTwice, Requantized, MaskDestroyed, FactorizedAfterQuantization, SmoothedAfterQuantization,
        CalibratedOnEvaluationData, NotCalibrated, ExpandedWithoutRecalibration, DecodingWithoutCalibration, NeverEvaluated,
        MalformedThresholds, PercentForFraction, ProtocolMismatch, NoRecord, KeptForRemoved, MalformedSetting,
    ];
}
