using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>.editorconfig has a setting for this file that cannot be used.</summary>
public sealed class Setting(HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH9006: a setting that is silently ignored would look like one that holds.
    public ITransformer WithABadSetting() => hemorrhage.Prune(sparsity: 0.3).Fit(texts);
}
