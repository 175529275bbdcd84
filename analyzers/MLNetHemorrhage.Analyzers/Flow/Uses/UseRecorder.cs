using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.Uses;

/// <summary>Collects the uses of pipelines, in the order in which the flow meets them.</summary>
internal sealed class UseRecorder
{
    private readonly Dictionary<(UseKind, Site), PipelineUse> _bySite = [];
    private readonly List<PipelineUse> _uses = [];
    private readonly HashSet<Site> _usedSteps = [];
    private readonly List<(Site Site, Location Location, PipelineValue Value)> _left = [];

    /// <summary>Something gets to a use; what is no pipeline may be one.</summary>
    public void Use(UseKind kind, Site site, Location location, FlowValue value, UseFacts facts = default)
    {
        foreach (var alternative in ChoiceValue.Each(value)) UseOne(kind, site, location, alternative, facts);
    }

    /// <summary>A variable with a pipeline goes out of scope; it counts only if nothing else is done with its steps.</summary>
    public void Leave(Site site, Location location, PipelineValue value) => _left.Add((site, location, value));

    public IReadOnlyList<PipelineUse> Finish()
    {
        foreach (var (site, location, value) in _left)
        {
            var modifications = value.Pipeline.Links.Where(l => l.Step.Kind == StepKind.Modification);
            if (value.FittedAt is null && modifications.Any(l => !_usedSteps.Contains(l.Step.Site))) UseOne(UseKind.Discarded, site, location, value, default);
        }
        _left.Clear();
        return [.. _uses.Where(u => u.Pipelines.Count > 0)];
    }

    private void UseOne(UseKind kind, Site site, Location location, FlowValue value, UseFacts facts)
    {
        var pipeline = value switch
        {
            PipelineValue fitted => fitted,
            DataValue { Applied: { } applied } rows => applied,
            _ => null,
        };
        if (!_bySite.TryGetValue((kind, site), out var use)) _bySite.Add((kind, site), use = Add(kind, location));
        use.Add(pipeline is null ? null : new(pipeline.Pipeline, facts, pipeline.FittedAt, pipeline.FittedOn));
        if (pipeline is null) return;
        foreach (var link in pipeline.Pipeline.Links) _usedSteps.Add(link.Step.Site);
    }

    private PipelineUse Add(UseKind kind, Location location)
    {
        var use = new PipelineUse(kind, location);
        _uses.Add(use);
        return use;
    }
}
