using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetHemorrhage.Transforms;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Layers;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Measures what a language model lost: runs it and the model it was made from over the same text.</summary>
    /// <param name="data">Rows with the text and both model columns.</param>
    /// <param name="textColumnName">Text column; each row is one document, rows without text are skipped.</param>
    /// <param name="baselineModelColumnName">Column that carries the model before the modifications.</param>
    /// <param name="modifiedModelColumnName">Column that carries the model after them.</param>
    /// <param name="protocol">
    /// What is scored; null means <c>documents</c> over all rows: each row trimmed, BOS + its ids cut to the context, every token after
    /// BOS. <c>documents:N</c> reads no further than N documents. The other protocols read all rows, joined by blank lines.
    /// </param>
    /// <param name="options">How to run, what stops it, and what is measured besides; null means the defaults.</param>
    /// <returns>Perplexities, divergence, accuracy, calibration, severity and sizes, each mean with its standard error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, is not text or carries no model.</exception>
    /// <exception cref="HemorrhageException">The text is too short, the models do not share a vocabulary (for layers: also their shape), or one gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    /// <example>
    /// <code>
    /// var hemorrhage = mlContext.Hemorrhage();
    /// var pipeline = hemorrhage.LoadLanguageModel("Model", path)
    ///     .Append(mlContext.Transforms.CopyColumns("Baseline", "Model"))
    ///     .Append(hemorrhage.Quantize("Model", bits: 4));
    /// var metrics = hemorrhage.Evaluate(pipeline.Fit(data).Transform(data));
    /// Console.WriteLine($"{metrics.LnRatio:F4} ± {metrics.LnRatioStandardError:F4}");
    /// </code>
    /// </example>
    [EvaluatesModel]
    public StabilityMetrics Evaluate(
        [EvaluationData] IDataView data,
        string textColumnName = "Text",
        string baselineModelColumnName = "Baseline",
        [ModelColumn] string modifiedModelColumnName = "Model",
        Protocol? protocol = null,
        StabilityEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var baseline = ModelColumn.Get(data.Schema, baselineModelColumnName);
        var modified = ModifiedModel.Get(data.Schema, modifiedModelColumnName);
        using var channel = HemorrhageLog.Start(Environment, nameof(Evaluate));
        var logged = Logged(options ?? new(), channel);
        var text = EvaluationText.Read(data, textColumnName, protocol, baseline, channel, logged.Cancellation);
        return Metrics(channel, Divergence.Measure(baseline, modified.Model, text, logged), text, baseline, modified, logged);
    }

    /// <summary>Measures what a language model lost against a baseline that has been run already: the same numbers, to the last bit, in less time.</summary>
    /// <param name="data">Rows with the modified model column. They are not read: the text is the one that the baseline was run on.</param>
    /// <param name="baseline">What <see cref="RunBaseline"/> gave.</param>
    /// <param name="modifiedModelColumnName">Column that carries the model after the modifications.</param>
    /// <param name="options">How to run, what stops it, and what is measured besides; null means the defaults.</param>
    /// <returns>Perplexities, divergence, accuracy, calibration, severity and sizes, each mean with its standard error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or carries no model.</exception>
    /// <exception cref="HemorrhageException">The models do not share a vocabulary, or the modified one gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    [EvaluatesModel]
    public StabilityMetrics Evaluate(
        [EvaluationData] IDataView data, BaselineRun baseline, [ModelColumn] string modifiedModelColumnName = "Model", StabilityEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(baseline);
        var modified = ModifiedModel.Get(data.Schema, modifiedModelColumnName);
        using var channel = HemorrhageLog.Start(Environment, nameof(Evaluate));
        var logged = Logged(options ?? new(), channel);
        return Metrics(channel, Divergence.Measure(baseline, modified.Model, logged), baseline.Text, baseline.Model, modified, logged);
    }

    /// <summary>Runs a language model over a text once, so that any number of models made from it can be evaluated against it.</summary>
    /// <param name="data">Rows with the text and the model column.</param>
    /// <param name="textColumnName">Text column; each row is one document, rows without text are skipped.</param>
    /// <param name="baselineModelColumnName">Column that carries the model before any modification.</param>
    /// <param name="protocol">What is scored, as in <see cref="Evaluate(IDataView, string, string, string, Protocol?, StabilityEvaluationOptions?)"/>.</param>
    /// <param name="options">How to run, and what stops it; null means the defaults.</param>
    /// <returns>The run. It holds up to 256 MiB: 4 bytes for each scored token and hidden unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, is not text or carries no model.</exception>
    /// <exception cref="HemorrhageException">The text is too short, or the model gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <example>
    /// <code>
    /// var baseline = hemorrhage.RunBaseline(data);
    /// foreach (int bits in new[] { 8, 4, 3 })
    /// {
    ///     var metrics = hemorrhage.Evaluate(hemorrhage.Quantize("Model", bits: bits).Fit(data).Transform(data), baseline);
    ///     Console.WriteLine($"{bits} bits: {metrics.LnRatio:F4} ± {metrics.LnRatioStandardError:F4}");
    /// }
    /// </code>
    /// </example>
    public BaselineRun RunBaseline(
        IDataView data, string textColumnName = "Text", [ModelColumn] string baselineModelColumnName = "Baseline", Protocol? protocol = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var model = ModelColumn.Get(data.Schema, baselineModelColumnName);
        using var channel = HemorrhageLog.Start(Environment, nameof(RunBaseline));
        var logged = Logged(options ?? new(), channel);
        var text = EvaluationText.Read(data, textColumnName, protocol, model, channel, logged.Cancellation);
        var run = BaselineRun.Measure(model, text, logged);
        channel.Say($"Perplexity {run.Perplexity.Perplexity.Value:G6}; {run.KeptWindows} of {text.Windows.Count} windows are kept in {run.KeptBytes} bytes.");
        return run;
    }

    private static T Logged<T>(T options, IChannel channel) where T : EvaluationOptions
    {
        EvaluationOptions any = options;
        return (T)(any with { Progress = new LoggedEvaluation(channel, options.Progress) });
    }

    private static StabilityMetrics Metrics(
        IChannel channel, DivergenceResult divergence, ScoredText text, LanguageModel baseline, ModifiedModel modified, StabilityEvaluationOptions options)
    {
        if (options.Layers) channel.Say($"Measuring every block and head.");
        var layers = options.Layers ? LayerMetrics.Measure(baseline, modified.Model, text, options) : null;
        var metrics = new StabilityMetrics(divergence, modified.Grade(divergence.LnRatio, baseline, text.Protocol, options), layers, baseline, modified);
        channel.Say($"Perplexity {metrics.BaselinePerplexity:G6} became {metrics.ModifiedPerplexity:G6}; KL divergence {metrics.KlDivergence:G6} nats per token; {metrics.Severity}.");
        return metrics;
    }
}
