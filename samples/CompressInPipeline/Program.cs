// Prunes and quantizes a language model inside an ML.NET pipeline, scores texts with it and saves the pipeline.
//
//   CompressInPipeline save model.zip [language model]     fits, measures what was lost, saves, loads again and scores
//   CompressInPipeline load model.zip                      loads and scores: the same numbers, to the bit
using System.Globalization;
using CompressInPipeline;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetHemorrhage;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;

if (args is not (["save", _] or ["save", _, _] or ["load", _]))
{
    Console.Error.WriteLine("usage: CompressInPipeline save model.zip [language model] | load model.zip");
    return 2;
}

var mlContext = new MLContext(seed: 1);
mlContext.Log += (_, e) =>
{
    if (e.Kind == ChannelMessageKind.Info && e.Source.StartsWith("Hemorrhage", StringComparison.Ordinal)) Console.Error.WriteLine(e.RawMessage);
};

// Any text column will do. These are texts of the kind that the default model knows.
IDataView Texts(Split split, int count) => mlContext.Data.LoadFromEnumerable(
    SyntheticText.Documents(split, count).Select(text => new Document { Text = text }).ToList());
IDataView calibration = Texts(Split.Calibration, 128), evaluation = Texts(Split.Evaluation, 5);

if (args[0] == "save") Save(args[1], args.ElementAtOrDefault(2));
var scored = mlContext.Model.Load(args[1], out _).Transform(evaluation);
foreach (var row in mlContext.Data.CreateEnumerable<Score>(scored, reuseRowObject: true))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{row.ScoreNegativeLogLikelihood:R} nats/token, perplexity {row.ScorePerplexity:F2}, {row.ScoreTokenCount} tokens: {row.Text[..Math.Min(40, row.Text.Length)].ReplaceLineEndings(" ")}"));
}
return 0;

void Save(string zip, string? path)
{
    // README: begin
    var hemorrhage = mlContext.Hemorrhage();
    var pipeline = hemorrhage.LoadLanguageModel("Baseline", path) // null: the model that ships with the library
        .Append(mlContext.Transforms.CopyColumns("Model", "Baseline"))
        .Append(hemorrhage.Prune("Model", calibrationColumnName: "Text", sparsity: 0.5))
        .Append(hemorrhage.Quantize("Model", bits: 4))
        .Append(hemorrhage.ScoreText("Score", modelColumnName: "Model", inputColumnName: "Text"));
    var model = pipeline.Fit(calibration);

    StabilityMetrics lost = hemorrhage.Evaluate(model.Transform(evaluation));
    Console.WriteLine($"perplexity {lost.BaselinePerplexity:F3} -> {lost.ModifiedPerplexity:F3}, ln ratio {lost.LnRatio:F4} ± {lost.LnRatioStandardError:F4}");
    Console.WriteLine($"{lost.BaselineSize.Bytes} bytes -> {lost.ModifiedSize.Bytes}");
    mlContext.Model.Save(model, calibration.Schema, zip);
    // README: end
}
