using System.Diagnostics;
using System.Globalization;
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
        var results = options.Before.Steps.ToList();
        var promises = options.Before.Promises.ToList();
        foreach (var step in recipe.Steps)
        {
            int number = results.Count + 1;
            var clock = Stopwatch.StartNew();
            int blockCount = decoder.Blocks.Count * step.Passes;
            void BlockDone(int done) => options.Progress?.Report(new(number - options.Before.Steps.Count, recipe.Steps.Count, step.ToString(), done, blockCount));
            var before = decoder;
            if (step.MixesWeights && promises.Count > 0) throw promises[0].Mixed(number, step);
            var context = new StepContext(calibration, options.Pool, BlockDone, options.Cancellation) { ErrorTokens = options.ErrorTokens };
            var outcome = step.Apply(before, context);
            decoder = outcome.Model;
            if (outcome.Kept is { } kept) promises = [.. promises.Select(promise => promise.Following(kept))];
            foreach (var promise in promises) promise.Verify(number, step, decoder);
            if (step.Kind == ModificationKind.Prune) promises.Add(new(number, step, decoder));
            results.Add(Describe(step, before, outcome, context.Records, clock.Elapsed));
        }
        var targets = recipe.Steps.Max(s => s.Targets);
        var history = new ModelHistory(results, promises).CountedIn(decoder);
        return new(model.With(decoder), WeightSize.Of(model.Decoder), WeightSize.Of(decoder), WeightSize.Of(decoder, targets), [.. history.Steps.Skip(options.Before.Steps.Count)]) { History = history };
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
        LayerResult[] layers = [.. NamedWeights.Of(decoder, step.Targets).Select(w => Describe(step, w, records.GetValueOrDefault(w.Name)))];
        return new(step, WeightSize.Of(decoder, step.Targets), WeightSize.Of(decoder), elapsed, layers)
        {
            Structure = step is StructuredPruning pruning ? StructureResult.Count(pruning.Ratio, before, decoder) : null,
            Notes = [.. outcome.Notes, .. Growth(step, WeightSize.Of(before), WeightSize.Of(decoder))],
        };
    }

    // Of steps that are there to make a model smaller, and some need room themselves.
    private static IEnumerable<string> Growth(Modification step, WeightSize before, WeightSize after)
    {
        if (step is StructuredPruning && (after.Count > before.Count || after.Bytes > before.Bytes))
            yield return string.Create(CultureInfo.InvariantCulture,
                $"the model became larger, not smaller: {after.Count:N0} parameters in {after.Bytes:N0} bytes, {before.Count:N0} in {before.Bytes:N0} before; what the method adds outweighs what it removed");
    }

    private static LayerResult Describe(Modification step, NamedWeights weights, LayerRecord? record)
    {
        var result = new LayerResult(weights.Name.ToString(), weights.Format, WeightSize.Of(weights.Weights))
        {
            Scales = step.Kind == ModificationKind.Quantize ? ScaleSummary.Of(weights.Weights) : null,
        };
        return record is null ? result : result with
        {
            NominalSparsity = record.NominalSparsity,
            Elapsed = record.Elapsed,
            WeightError = record.Errors?.Weights,
            OutputError = record.Errors?.Outputs,
            Notes = record.Notes,
        };
    }
}
