using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage;

/// <summary>What all steps that modify a model have in common.</summary>
public abstract class ModificationOptions
{
    private protected ModificationOptions() { }

    /// <summary>Name of the column that carries the model, and of the one that will carry the modified model.</summary>
    /// <value>The default value is "Model".</value>
    [ModelColumn]
    public string ModelColumnName { get; set; } = "Model";

    /// <summary>Name of the text column that calibrated methods learn from; others do not read it, and then it need not exist.</summary>
    /// <value>The default value is "Text".</value>
    [CalibrationColumn]
    public string CalibrationColumnName { get; set; } = "Text";

    /// <summary>How many rows with text calibrated methods read, from the first on; all where there are fewer. Each is cut to the context of the model.</summary>
    /// <value>The default value is 128.</value>
    public int CalibrationRows { get; set; } = CalibrationSet.DefaultWindows;

    /// <summary>
    /// What is known about how far models can go. A step beyond it, alone or together with the steps before it, is fitted all the same; the log of
    /// the context is warned. Null means not to look.
    /// </summary>
    /// <value>The default value is <see cref="ThresholdTable.Default"/>: what is published.</value>
    public ThresholdTable? Thresholds { get; set; } = ThresholdTable.Default;

    /// <summary>Threads to work with; the result does not depend on it.</summary>
    /// <value>The default value is 0: one per processor.</value>
    public int Threads { get; set; }

    /// <summary>Stops <see cref="ModificationEstimator.Fit"/> with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>The same options, out of reach of later changes.</summary>
    internal ModificationOptions Copy()
    {
        ArgumentException.ThrowIfNullOrEmpty(ModelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(CalibrationColumnName);
        ArgumentOutOfRangeException.ThrowIfLessThan(CalibrationRows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        return (ModificationOptions)MemberwiseClone();
    }
}
