using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Tool.Progress;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>Applies recipes to one model and compares each result with it, on one text.</summary>
/// <param name="Model">The base model.</param>
/// <param name="Text">The windows to score.</param>
/// <param name="Calibration">What calibrated methods learn from, where a recipe has one.</param>
/// <param name="Pool">Threads to work with.</param>
internal sealed record StabilityJob(LanguageModel Model, ScoredText Text, CalibrationSet? Calibration, WorkerPool Pool)
{
    /// <summary>The shown share of a recipe's work that is done once the model is modified.</summary>
    private const double ModificationShare = 0.5;

    /// <summary>Reads a model and texts.</summary>
    public static StabilityJob Prepare(LanguageModel model, EvaluationText text, CalibrationText? calibration, WorkerPool pool) => new(
        model,
        text.Protocol.Split(text.Text, model.Tokenizer, model.Decoder.Spec.ContextLength, text.Separator),
        calibration?.For(model),
        pool);

    /// <summary>The report of one recipe.</summary>
    public StabilityReport Run(Recipe recipe, IProgressDisplay display, CancellationToken cancellation)
    {
        var stage = recipe.ToString();
        var result = RecipeRunner.Apply(Model, recipe, Calibration, new()
        {
            Pool = Pool,
            Cancellation = cancellation,
            Progress = new Reporter<RecipeProgress>(p =>
                display.Report(stage, ModificationShare * (p.Step - 1 + (double)p.BlocksDone / p.BlockCount) / p.StepCount)),
        });
        var divergence = Divergence.Measure(Model, result.Model, Text, new()
        {
            Pool = Pool,
            Cancellation = cancellation,
            Progress = new Reporter<EvaluationProgress>(p =>
                display.Report(stage, ModificationShare + (1 - ModificationShare) * p.Tokens / p.TotalTokens)),
        });
        return new(Model, result, divergence);
    }
}
