using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>Thresholds of one's own model.</summary>
public sealed class Thresholds(HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH9004: tour.hemorrhage-thresholds.txt has pruning for this model, but not quantization.
    public ITransformer NotMeasured() => hemorrhage.LoadLanguageModel("Model", "mine-7b").Append(hemorrhage.Quantize(bits: 8)).Fit(texts);
}
