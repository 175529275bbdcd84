using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Configuration;

/// <summary>What pipelines of a file are held against: the threshold files and the settings of the project.</summary>
internal sealed class Knowledge(ThresholdTable files, ProjectSettings settings)
{
    public ThresholdTable Table { get; } = settings.Thresholds.Count == 0 ? files : files.Merge(new(settings.Thresholds));

    public ProjectSettings Settings => settings;

    /// <summary>The context of a model: what the code says of it goes before what the settings say.</summary>
    public ThresholdContext Of(Lineage lineage) =>
        new(lineage.ModelPath ?? settings.Model ?? TableRecord.AnyModel, Protocol: settings.Protocol, Tolerance: settings.Tolerance);
}
