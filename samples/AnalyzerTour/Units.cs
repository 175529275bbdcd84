using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>Numbers that mean something else.</summary>
public sealed class Units(HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH9002: shares are fractions; this fails when it runs.
    public ITransformer PercentForFraction() => hemorrhage.Prune(sparsity: 50).Fit(texts);

    // MLH9005: pruning counts what is removed, the name says what is kept.
    public ITransformer KeptForRemoved()
    {
        double keepShare = 0.7;
        return hemorrhage.Prune(sparsity: keepShare).Fit(texts);
    }
}
