using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications;

/// <summary>One step of a recipe: a method and its parameters. Immutable, compared by value.</summary>
public abstract record Modification
{
    private protected Modification() { }

    /// <summary>The method's row in the table of methods.</summary>
    public abstract ModificationMethod Method { get; }

    /// <summary>What the step does.</summary>
    public ModificationKind Kind => Method.Kind;

    /// <summary>Which weights are changed.</summary>
    /// <value>The default is <see cref="ModificationTargets.Blocks"/>.</value>
    public ModificationTargets Targets { get; init; }

    /// <summary>Whether this step needs calibration text.</summary>
    public virtual bool NeedsCalibration => Method.NeedsCalibration;

    /// <summary>How often the step goes through all blocks.</summary>
    internal virtual int Passes => 1;

    /// <summary>The canonical text: the strength and whatever differs from its default, as in "prune(wanda, sparsity=0.5)".</summary>
    /// <returns>A text that <see cref="Recipe.Parse"/> reads back as an equal step.</returns>
    public sealed override string ToString() => Method.Write(this);

    /// <summary>How strong the step is where another parameter says so than the one that usually does, which is not shown then; null where that one does.</summary>
    internal virtual double? OtherStrength => null;

    /// <summary>Refuses parameters that do not go together.</summary>
    internal virtual void Check() { }

    /// <summary>Refuses parameters that do not go together even where one is given the value it has anyway.</summary>
    internal virtual void CheckGiven(IReadOnlySet<string> names) { }

    /// <summary>Whether the new weights are mixtures of many old ones, so that no zero stays where it was.</summary>
    internal virtual bool MixesWeights => false;

    /// <summary>Why weights that an earlier step set to zero may not stay zero; null where they do.</summary>
    internal virtual string? WhyZerosAreLost => null;

    /// <summary>Makes the modified decoder; the given one stays as it is.</summary>
    internal abstract StepOutcome Apply(DecoderModel model, StepContext context);
}
