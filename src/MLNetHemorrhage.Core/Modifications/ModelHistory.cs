using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications;

/// <summary>What a model has been through since it was loaded. Immutable.</summary>
public sealed class ModelHistory
{
    internal ModelHistory(IReadOnlyList<StepResult> steps, IReadOnlyList<PromisedZeros> promises) => (Steps, Promises) = (steps, promises);

    /// <summary>That of a model as it was loaded.</summary>
    public static ModelHistory None { get; } = new([], []);

    /// <summary>What every step achieved, and what of that is left in the model as it is now.</summary>
    public IReadOnlyList<StepResult> Steps { get; }

    /// <summary>The steps; null where there are none.</summary>
    public Recipe? Recipe => Steps.Count == 0 ? null : new(Steps.Select(s => s.Step));

    /// <summary>The zeros that later steps have to respect.</summary>
    internal IReadOnlyList<PromisedZeros> Promises { get; }

    /// <summary>The same with the final sizes of all steps counted in the model as it is now.</summary>
    internal ModelHistory CountedIn(DecoderModel model) => new([.. Steps.Select((step, i) => WithFinalSizes(step, model, Steps.Skip(i + 1)))], Promises);

    // A matrix is found again only where no later step removed structure.
    private static StepResult WithFinalSizes(StepResult step, DecoderModel model, IEnumerable<StepResult> later)
    {
        bool samePlaces = later.All(s => s.Structure is null);
        var sizes = NamedWeights.Of(model, step.Step.Targets).ToDictionary(w => w.Name.ToString(), w => WeightSize.Of(w.Weights));
        return step with
        {
            FinalSize = WeightSize.Of(model, step.Step.Targets),
            Layers = [.. step.Layers.Select(layer => layer with { FinalSize = samePlaces ? sizes[layer.Name] : null })],
        };
    }
}
