using System.Globalization;
using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications;

/// <summary>What a recipe made of a model.</summary>
/// <param name="Model">The modified model.</param>
/// <param name="BaseSize">The whole decoder before the first step.</param>
/// <param name="Size">The whole decoder after the last step.</param>
/// <param name="TargetedSize">After the last step, what the steps together were aimed at.</param>
/// <param name="Steps">What each step achieved.</param>
public sealed record RecipeResult(LanguageModel Model, WeightSize BaseSize, WeightSize Size, WeightSize TargetedSize, IReadOnlyList<StepResult> Steps)
{
    /// <summary>What the modified model has been through, earlier recipes included.</summary>
    public ModelHistory History { get; init; } = ModelHistory.None;
}

/// <summary>What one step achieved, counted from the weights after it.</summary>
/// <param name="Step">The step; its text is the canonical one.</param>
/// <param name="TargetedSize">What the step was aimed at.</param>
/// <param name="Size">The whole decoder.</param>
/// <param name="Elapsed">Time taken, calibration included.</param>
/// <param name="Layers">The matrices that the step was aimed at.</param>
public sealed record StepResult(Modification Step, WeightSize TargetedSize, WeightSize Size, TimeSpan Elapsed, IReadOnlyList<LayerResult> Layers)
{
    /// <summary>What the step was aimed at, counted again after the last step of the recipe.</summary>
    public WeightSize FinalSize { get; init; }

    /// <summary>The removed share that was asked of the layers together; null for a step that removes none.</summary>
    public double? NominalSparsity
    {
        get
        {
            var asked = Layers.Where(l => l.NominalSparsity is not null).ToList();
            return asked.Count == 0 ? null : asked.Sum(l => l.NominalSparsity!.Value * l.Size.Count) / asked.Sum(l => l.Size.Count);
        }
    }

    /// <summary>Mean of the layers' relative output errors, each layer alike; null for methods without calibration.</summary>
    public double? OutputError => Layers.Average(l => l.OutputError);

    /// <summary>Mean of the layers' relative weight errors, each layer alike; null for steps that remove structure.</summary>
    public double? WeightError => Layers.Average(l => l.WeightError);

    /// <summary>How much structure a step removed; null for steps that remove none.</summary>
    public StructureResult? Structure { get; init; }

    /// <summary>What else the method tells of its work, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>How much of a model a step removed, as parameters: the weights, biases and gains that are no longer held.</summary>
/// <param name="Ratio">The share asked for.</param>
/// <param name="OfBlocks">Share of the blocks' parameters that is gone; below 0 where the method added more than it removed.</param>
/// <param name="OfModel">Share of all parameters, embedding and head included, that is gone.</param>
public sealed record StructureResult(double Ratio, double OfBlocks, double OfModel)
{
    /// <summary>The shares as a sentence.</summary>
    /// <returns>As in "ratio 0.25: 24.1 % of the blocks' parameters are gone, 20.9 % of the model's".</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"ratio {Ratio}: {100 * OfBlocks:0.0} % of the blocks' parameters are gone, {100 * OfModel:0.0} % of the model's");

    internal static StructureResult Count(double ratio, DecoderModel before, DecoderModel after) => new(
        ratio,
        Removed(before.Blocks.Sum(b => WeightSize.Of(b).Count), after.Blocks.Sum(b => WeightSize.Of(b).Count)),
        Removed(WeightSize.Of(before).Count, WeightSize.Of(after).Count));

    private static double Removed(long before, long after) => 1 - (double)after / before;
}

/// <summary>One matrix after a step.</summary>
/// <param name="Name">Where it is, as in "block 2 down", "head" or "embedding".</param>
/// <param name="Format">How it is held, as in "sparse bf16" or "int4 g32", and what its inputs are rounded to, as in "int8 x int8 per token, integer".</param>
/// <param name="Size">Weights, zeros and bytes.</param>
public sealed record LayerResult(string Name, string Format, WeightSize Size)
{
    /// <summary>The share of weights that the step was asked to remove here; null for a step that removes none. What it achieved is <see cref="WeightSize.Sparsity"/>.</summary>
    public double? NominalSparsity { get; init; }

    /// <summary>The same matrix after the last step of the recipe; null where a later step removed structure.</summary>
    public WeightSize? FinalSize { get; init; }

    /// <summary>‖W' - W‖ / ‖W‖ with W the weights before the step and W' those after it, Frobenius norms, 0 or more; null for steps that remove structure.</summary>
    public double? WeightError { get; init; }

    /// <summary>
    /// ‖X·(W' - W)ᵀ‖ / ‖X·Wᵀ‖ with X [tokens, inputs] what the layer read when the step changed it, over 256 tokens from all over the calibration
    /// text; 0 or more. X' rounded takes the place of X beside W' where the step begins to round inputs. Null for methods without calibration.
    /// </summary>
    public double? OutputError { get; init; }

    /// <summary>Signal-to-quantization-noise ratio of the weights, -20 log10(<see cref="WeightError"/>), in dB; infinite where nothing changed.</summary>
    public double? WeightSqnr => Decibels(WeightError);

    /// <summary>The same of the outputs; null for methods without calibration.</summary>
    public double? OutputSqnr => Decibels(OutputError);

    /// <summary>The scales of its groups; null where it has none.</summary>
    public ScaleSummary? Scales { get; init; }

    /// <summary>Time taken by this matrix, calibration apart.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What was out of the ordinary, one sentence each; usually empty.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    private static double? Decibels(double? error) => error switch
    {
        null => null,
        0 => double.PositiveInfinity,
        { } e => -20 * Math.Log10(e),
    };
}
