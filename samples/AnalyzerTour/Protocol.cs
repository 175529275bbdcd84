using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>.editorconfig declares the protocol of this file.</summary>
public sealed class Protocol(HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH9003: the threshold that holds was measured under another protocol.
    public ITransformer MeasuredOtherwise() => hemorrhage.Prune(sparsity: 0.3).Fit(texts);
}
