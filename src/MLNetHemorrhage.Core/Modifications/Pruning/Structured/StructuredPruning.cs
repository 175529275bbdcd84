using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>A modification that removes whole blocks, heads, channels or directions: the matrices themselves become smaller.</summary>
public abstract record StructuredPruning : Modification
{
    private protected StructuredPruning() { }

    /// <summary>Removed share of the structure; what that is, the method says. The share of the parameters that it comes to is in <see cref="StepResult.Structure"/>.</summary>
    /// <value>At least 0 and below 1.</value>
    /// <exception cref="HemorrhageException">It is not.</exception>
    public double Ratio { get; init => field = value is >= 0 and < 1 ? value : throw ParameterChecks.OutOfRange(this, nameof(Ratio), PruningStep.Share, value); } = 0.25;

    internal sealed override StepOutcome Apply(DecoderModel model, StepContext context) =>
        Targets == ModificationTargets.Blocks
            ? Remove(model, context)
            : throw new HemorrhageException($"{this}: targets must be blocks, found all: structure is removed from the blocks alone");

    /// <summary>Whether the model has as much to remove as the ratio asks for.</summary>
    internal virtual bool Suits(DecoderModel model) => true;

    /// <summary>Share of the bytes of the blocks that is expected to stay, before the work is done; of models that it suits.</summary>
    internal virtual double ForecastKept(DecoderModel model) => 1 - Ratio;

    private protected abstract StepOutcome Remove(DecoderModel model, StepContext context);

    private protected static Parameter<T> RatioOf<T>() where T : StructuredPruning =>
        Parameter.Number<T>("ratio", PruningStep.Share, true, s => s.Ratio, (s, v) => s with { Ratio = v });
}
