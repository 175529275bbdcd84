using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Uses;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>The protocols that a body measures its models under, so that a step is held against what its own loss can be compared with.</summary>
internal sealed class MeasuredProtocols
{
    private readonly Dictionary<Site, string> _byStep = [];

    public MeasuredProtocols(IReadOnlyList<PipelineUse> uses)
    {
        foreach (var pipeline in uses.SelectMany(u => u.Pipelines))
        {
            if (pipeline.Facts.Protocol is not { } protocol) continue;
            foreach (var link in pipeline.Measured.SelectMany(m => m.Links))
                if (!_byStep.ContainsKey(link.Step.Site)) _byStep.Add(link.Step.Site, protocol);
        }
    }

    /// <summary>The protocol of a model at a use: that of the evaluation itself, else the first that its steps are measured under; null where none is known.</summary>
    public string? Of(Lineage model, PipelineAtUse use)
    {
        if (use.Facts.Protocol is { } own && use.Measures(model)) return own;
        foreach (var link in model.Links)
            if (_byStep.TryGetValue(link.Step.Site, out string? protocol)) return protocol;
        return null;
    }
}
