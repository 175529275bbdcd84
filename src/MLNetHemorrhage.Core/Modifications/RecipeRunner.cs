using System.Diagnostics;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning.Structured;

namespace MLNetHemorrhage.Modifications;

/// <summary>Carries out recipes.</summary>
public static class RecipeRunner
{
    /// <summary>Applies the steps in order. The given model is not changed; the new one shares what no step touched.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The steps.</param>
    /// <param name="calibration">Text that calibrated methods learn from; may be null where <see cref="Recipe.NeedsCalibration"/> is false, and is not read then.</param>
    /// <param name="options">Threads, progress, cancellation; null for the defaults.</param>
    /// <returns>The new model and what each step achieved.</returns>
    /// <exception cref="HemorrhageException">
    /// A step cannot be done: calibration text is missing or does not fit the model, a weight is not finite, or a step would undo what an earlier one promised.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static RecipeResult Apply(LanguageModel model, Recipe recipe, CalibrationSet? calibration = null, RecipeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(recipe);
        options ??= new();
        CheckCalibration(recipe, calibration, model.Decoder.Spec);

        var decoder = model.Decoder;
        var results = new List<StepResult>();
        var promises = new List<PromisedZeros>();
        foreach (var step in recipe.Steps)
        {
            int number = results.Count + 1;
            var clock = Stopwatch.StartNew();
            int blockCount = decoder.Blocks.Count * step.Passes;
            void BlockDone(int done) => options.Progress?.Report(new(number, recipe.Steps.Count, step.ToString(), done, blockCount));
            var before = decoder;
            if (step.MixesWeights && promises.Count > 0) throw promises[0].Mixed(number, step);
            var context = new StepContext(calibration, options.Pool, BlockDone, options.Cancellation) { ErrorTokens = options.ErrorTokens };
            var outcome = step.Apply(before, context);
            decoder = outcome.Model;
            foreach (var promise in promises)
            {
                if (outcome.Kept is { } kept) promise.Follow(kept);
                promise.Verify(number, step, decoder);
            }
            if (step.Kind == ModificationKind.Prune) promises.Add(new(number, step, decoder));
            results.Add(Describe(step, before, outcome, context.Records, clock.Elapsed));
        }
        var targets = recipe.Steps.Max(s => s.Targets);
        return new(model.With(decoder), WeightSize.Of(model.Decoder), WeightSize.Of(decoder), WeightSize.Of(decoder, targets), [.. results.Select((step, i) => WithFinalSizes(step, decoder, results.Skip(i + 1)))]);
    }

    private static void CheckCalibration(Recipe recipe, CalibrationSet? calibration, DecoderSpec spec)
    {
        if (recipe.Steps.FirstOrDefault(s => s.NeedsCalibration) is not { } step) return;
        if (calibration is null) throw new HemorrhageException($"{step}: expected calibration text, found none");
        calibration.CheckFor(spec);
    }

    private static StepResult Describe(Modification step, DecoderModel before, StepOutcome outcome, Dictionary<LayerName, LayerRecord> records, TimeSpan elapsed)
    {
        var decoder = outcome.Model;
        LayerResult[] layers = [.. NamedWeights.Of(decoder, step.Targets).Select(w => Describe(w, records.GetValueOrDefault(w.Name)))];
        return new(step, WeightSize.Of(decoder, step.Targets), WeightSize.Of(decoder), elapsed, layers)
        {
            Structure = step is StructuredPruning pruning ? StructureResult.Count(pruning.Ratio, before, decoder) : null,
            Notes = outcome.Notes,
        };
    }

    private static LayerResult Describe(NamedWeights weights, LayerRecord? record)
    {
        var result = new LayerResult(weights.Name.ToString(), weights.Weights.Format, WeightSize.Of(weights.Weights));
        return record is null ? result : result with
        {
            NominalSparsity = record.NominalSparsity,
            Elapsed = record.Elapsed,
            WeightError = record.Errors?.Weights,
            OutputError = record.Errors?.Outputs,
            Notes = record.Notes,
        };
    }

    // Recounted from the weights at the end; a matrix is found again only where no later step removed structure.
    private static StepResult WithFinalSizes(StepResult step, DecoderModel final, IEnumerable<StepResult> later)
    {
        bool samePlaces = later.All(s => s.Structure is null);
        var sizes = NamedWeights.Of(final, step.Step.Targets).ToDictionary(w => w.Name.ToString(), w => WeightSize.Of(w.Weights));
        return step with
        {
            FinalSize = WeightSize.Of(final, step.Step.Targets),
            Layers = samePlaces ? [.. step.Layers.Select(layer => layer with { FinalSize = sizes[layer.Name] })] : step.Layers,
        };
    }
}
