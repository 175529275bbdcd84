using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;

namespace MLNetHemorrhage.Analyzers.Flow.Values;

/// <summary>What is known of a value while the program runs. Immutable, compared by value.</summary>
internal abstract record FlowValue
{
    public static readonly FlowValue Unknown = new UnknownValue();

    /// <summary>The same, without knowing any more which data it is about, where that is data that is gone.</summary>
    public virtual FlowValue WithoutData(Predicate<DataIdentity> isGone) => this;

    private sealed record UnknownValue : FlowValue;
}

/// <summary>A number, text, truth value or null.</summary>
/// <param name="Value">The value; of enumerations the underlying number.</param>
/// <param name="FromCaller">Whether a caller of the method handed it in.</param>
internal sealed record ConstantValue(object? Value, bool FromCaller = false) : FlowValue;

/// <summary>An estimator or a transformer.</summary>
/// <param name="Pipeline">Its steps.</param>
/// <param name="FittedAt">Where it was fitted; null for an estimator.</param>
/// <param name="FittedOn">What it was fitted to; null where that is not known.</param>
internal sealed record PipelineValue(Pipeline Pipeline, SyntaxNode? FittedAt = null, DataIdentity? FittedOn = null) : FlowValue
{
    public override FlowValue WithoutData(Predicate<DataIdentity> isGone) => FittedOn is not null && isGone(FittedOn) ? this with { FittedOn = null } : this;
}

/// <summary>A protocol of measurement, or a run of the base model under one.</summary>
/// <param name="Text">Its text form, as in "documents:100,context=256".</param>
internal sealed record ProtocolValue(string Text) : FlowValue;

/// <summary>Rows of data.</summary>
/// <param name="Identity">Which rows; null where that is not known.</param>
/// <param name="Applied">The fitted pipeline that they went through, if any.</param>
internal sealed record DataValue(DataIdentity? Identity, PipelineValue? Applied = null) : FlowValue
{
    public override FlowValue WithoutData(Predicate<DataIdentity> isGone) =>
        new DataValue(Identity is not null && isGone(Identity) ? null : Identity, (PipelineValue?)Applied?.WithoutData(isGone));
}
