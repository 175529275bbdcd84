using Microsoft.ML;
using MLNetHemorrhage;
using MLNetHemorrhage.Evaluation;

namespace AnalyzerTour;

/// <summary>Data that is missing, or in the wrong place.</summary>
public sealed class Calibration(MLContext mlContext, HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH3001: the step has seen the text that it is measured on; the loss on any other is higher.
    public StabilityMetrics OnTheEvaluationData()
    {
        var model = hemorrhage.Prune(sparsity: 0.3).Fit(texts);
        return hemorrhage.Evaluate(model.Transform(texts));
    }

    // MLH3002: Wanda reads the inputs of every layer from the rows, and there are none.
    public ITransformer OnNothing() => hemorrhage.Prune(sparsity: 0.3).Fit(mlContext.Data.LoadFromEnumerable(new List<Document>()));

    // MLH3003: later layers get inputs that they were not made for.
    public ITransformer ExpansionAlone() => hemorrhage.Apply("Model", "Text", "expand(copy)").Fit(texts);

    // MLH3004: changed decoding amplifies the divergence of predictions.
    public ITransformer DecodingAlone() => hemorrhage.Apply("Model", "Text", "decode(greedy)").Fit(texts);

    // MLH3005: nobody knows what this model has lost.
    public void SavedButNeverEvaluated(string path)
    {
        var model = hemorrhage.Quantize(bits: 8).Fit(texts);
        mlContext.Model.Save(model, texts.Schema, path);
    }

    private sealed class Document
    {
        public string Text { get; set; } = "";
    }
}
