using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.DefaultModel;

/// <summary>What <see cref="LanguageModel.Default"/> bears, as <c>hemorrhage sweep</c> measured it.</summary>
public static class DefaultModelThresholds
{
    private static readonly Lazy<ThresholdTable> Measured = new(() => ThresholdTable.FromResource(typeof(DefaultModelThresholds).Assembly, "default-model.hemorrhage-thresholds.txt"));

    /// <summary>Thresholds, curves and interactions of every method, with the model's hash: they hold for no other model.</summary>
    public static ThresholdTable Table => Measured.Value;
}
