using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>.editorconfig tolerates a loss of 0.01 in this file.</summary>
public sealed class Tolerance(HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH1004: far from the transition, but it costs more than is tolerated.
    public ITransformer MoreThanTolerated() => hemorrhage.Prune(sparsity: 0.4).Fit(texts);
}
