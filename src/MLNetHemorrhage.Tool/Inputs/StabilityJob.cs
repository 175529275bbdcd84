using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Choices;
using MLNetHemorrhage.Evaluation.Layers;
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

    /// <summary>Whether to look inside the models, block by block.</summary>
    public bool Layers { get; init; }

    /// <summary>Multiple-choice questions that both models answer.</summary>
    public IReadOnlyList<QuestionSet> Choices { get; init; } = [];

    /// <summary>Reads a model and texts.</summary>
    public static StabilityJob Prepare(LanguageModel model, EvaluationText text, CalibrationText? calibration, WorkerPool pool) => new(
        model,
        text.For(model),
        calibration?.For(model),
        pool);

    /// <summary>What is known about the model; null where nothing but the measured ratio decides on the severity.</summary>
    public KnownThresholds? Known { get; init; }

    /// <summary>The report of one recipe.</summary>
    public StabilityReport Run(Recipe recipe, IProgressDisplay display, CancellationToken cancellation) =>
        Run(recipe, (modified, options) => Divergence.Measure(Model, modified, Text, options), display, cancellation);

    /// <summary>The reports of several recipes; the base model is run once for all of them.</summary>
    public IReadOnlyList<StabilityReport> RunAll(IReadOnlyList<Recipe> recipes, IProgressDisplay display, CancellationToken cancellation)
    {
        if (recipes is [var only]) return [Run(only, display, cancellation)];
        var baseline = BaselineRun.Measure(Model, Text, Evaluation(share => display.Report("base model", share), cancellation));
        return [.. recipes.Select(recipe => Run(recipe, (modified, options) => Divergence.Measure(baseline, modified, options), display, cancellation))];
    }

    private StabilityReport Run(Recipe recipe, Func<LanguageModel, EvaluationOptions, DivergenceResult> measure, IProgressDisplay display, CancellationToken cancellation)
    {
        var stage = recipe.ToString();
        var result = RecipeRunner.Apply(Model, recipe, Calibration, new()
        {
            Pool = Pool,
            Cancellation = cancellation,
            Progress = new Reporter<RecipeProgress>(p =>
                display.Report(stage, ModificationShare * (p.Step - 1 + (double)p.BlocksDone / p.BlockCount) / p.StepCount)),
        });
        double end = Layers ? (ModificationShare + 1) / 2 : 1;
        var divergence = measure(result.Model, Evaluation(Part(ModificationShare, end), cancellation));
        var layers = Layers ? LayerMetrics.Measure(Model, result.Model, Text, Evaluation(Part(end, 1), cancellation)) : null;
        var choices = Choices.Select(set => Compare(set, result.Model, display, cancellation)).ToList();
        var report = new StabilityReport(Model, result, divergence, layers?.Cascade, layers?.Attention, choices);
        return Known is null ? report : report.With(Known.Grade(recipe, divergence.LnRatio, report.AccuracyLoss));

        Action<double> Part(double from, double to) => share => display.Report(stage, from + (to - from) * share);
    }

    private MultipleChoiceComparison Compare(QuestionSet set, LanguageModel modified, IProgressDisplay display, CancellationToken cancellation)
    {
        return new(set.Name, Answers(Model, 0), Answers(modified, 0.5));

        MultipleChoiceResult Answers(LanguageModel model, double done) => MultipleChoice.Measure(
            model, set.Questions, Text.Protocol.Begin, Evaluation(share => display.Report(set.Name, done + share / 2), cancellation));
    }

    private EvaluationOptions Evaluation(Action<double> report, CancellationToken cancellation) => new()
    {
        Pool = Pool,
        Cancellation = cancellation,
        Progress = new Reporter<EvaluationProgress>(p => report((double)p.Tokens / p.TotalTokens)),
    };
}
