using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>A step of one's own, which the analyzer knows by its attributes.</summary>
public static class Recalibration
{
    /// <summary>Calibrates the model anew.</summary>
    [RecalibratesModel]
    public static IEstimator<ITransformer> Of(HemorrhageCatalog hemorrhage, [ModelColumn] string model = "Model") => hemorrhage.Apply(model, "Text", "none");
}
