// Prunes and quantizes a language model inside an ML.NET pipeline, scores texts with it and saves the pipeline.
//
//   CompressInPipeline save model.zip [language model]     fits, scores and saves
//   CompressInPipeline load model.zip                      loads and scores: the same numbers, to the bit
using System.Globalization;
using CompressInPipeline;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetHemorrhage.DefaultModel;

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
var data = Texts(Split.Evaluation, 5);

ITransformer model = args[0] == "save" ? Fit(args.ElementAtOrDefault(2)) : mlContext.Model.Load(args[1], out _);
if (args[0] == "save") mlContext.Model.Save(model, data.Schema, args[1]);

foreach (var row in mlContext.Data.CreateEnumerable<Score>(model.Transform(data), reuseRowObject: true))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{row.ScoreNegativeLogLikelihood:R} nats/token, perplexity {row.ScorePerplexity:F2}, {row.ScoreTokenCount} tokens: {row.Text[..Math.Min(40, row.Text.Length)].ReplaceLineEndings(" ")}"));
}
return 0;

ITransformer Fit(string? path)
{
    var hemorrhage = mlContext.Hemorrhage();
    var pipeline = hemorrhage.LoadLanguageModel("Model", path)
        .Append(hemorrhage.Prune("Model", calibrationColumnName: "Text", sparsity: 0.5))
        .Append(hemorrhage.Quantize("Model", bits: 4))
        .Append(hemorrhage.ScoreText("Score", modelColumnName: "Model", inputColumnName: "Text"));
    return pipeline.Fit(Texts(Split.Calibration, 128));
}
