using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Configuration;

/// <summary>What pipelines of a file are held against: the threshold files and the settings of the project.</summary>
internal sealed class Knowledge(ThresholdTable files, ProjectSettings settings)
{
    public ThresholdTable Table { get; } = settings.Thresholds.Count == 0 ? files : files.Merge(new(settings.Thresholds));

    public ProjectSettings Settings => settings;

    /// <summary>The context of a model: what the code says of it goes before what the settings say.</summary>
    /// <param name="lineage">The model.</param>
    /// <param name="protocol">The protocol that the code measures it under; null where that is not known.</param>
    public ThresholdContext Of(Lineage lineage, string? protocol = null) =>
        new(lineage.ModelPath ?? settings.Model ?? TableRecord.AnyModel, Protocol: protocol ?? settings.Protocol, Tolerance: settings.Tolerance);
}
