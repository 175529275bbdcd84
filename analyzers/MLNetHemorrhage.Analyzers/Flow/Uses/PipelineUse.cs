using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.Uses;

/// <summary>What happens to a pipeline at a place.</summary>
internal enum UseKind
{
    /// <summary>It is fitted.</summary>
    Fitted,

    /// <summary>It is returned.</summary>
    Returned,

    /// <summary>It is stored where the flow does not follow it: a field, a property, an element, a captured variable.</summary>
    Stored,

    /// <summary>It is given to a method that is not followed.</summary>
    Passed,

    /// <summary>It is made and left.</summary>
    Discarded,

    /// <summary>What it made of a model is measured.</summary>
    Evaluated,

    /// <summary>It is saved or served.</summary>
    Served,
}

/// <summary>A place where a pipeline is used, with every pipeline that may get there.</summary>
internal sealed class PipelineUse(UseKind kind, Location location)
{
    private readonly List<PipelineAtUse> _pipelines = [];

    public UseKind Kind { get; } = kind;

    /// <summary>Where it is used, in the body under analysis.</summary>
    public Location Location { get; } = location;

    /// <summary>What may get there, each different.</summary>
    public IReadOnlyList<PipelineAtUse> Pipelines => _pipelines;

    /// <summary>Whether there are paths on which the pipeline is not known.</summary>
    public bool HasOthers { get; private set; }

    internal void Add(PipelineAtUse? pipeline)
    {
        if (pipeline is null) HasOthers = true;
        else if (!_pipelines.Contains(pipeline)) _pipelines.Add(pipeline);
    }
}

/// <summary>A pipeline as it gets to a use.</summary>
/// <param name="Pipeline">The steps, those that earlier fits put into the data included.</param>
/// <param name="Facts">What the code says of the use.</param>
/// <param name="FittedAt">Where it was fitted; null where it is not.</param>
/// <param name="FittedOn">What it was fitted to; null where that is not known.</param>
internal sealed record PipelineAtUse(Pipeline Pipeline, UseFacts Facts, SyntaxNode? FittedAt, DataIdentity? FittedOn)
{
    /// <summary>Of an evaluation, the models that it measures: all, where the code does not say which.</summary>
    public IEnumerable<Lineage> Measured => Lineage.Of(Pipeline).Where(Measures);

    /// <summary>Whether an evaluation measures a model.</summary>
    public bool Measures(Lineage model) => Facts.ModelColumn is null || model.Column is null || model.Column == Facts.ModelColumn;
}

/// <summary>What the code says of a use; null where that is not known.</summary>
/// <param name="Data">Fitted: what to. Evaluated: on what.</param>
/// <param name="ModelColumn">Evaluated: the column of the model that is measured.</param>
/// <param name="Protocol">Evaluated: the protocol, as text.</param>
internal readonly record struct UseFacts(DataIdentity? Data, string? ModelColumn = null, string? Protocol = null);
