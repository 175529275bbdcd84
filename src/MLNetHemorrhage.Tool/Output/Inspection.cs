using System.Globalization;
using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>What <c>hemorrhage inspect</c> tells of a model.</summary>
internal sealed class Inspection(LanguageModel model)
{
    private readonly DecoderSpec _spec = model.Decoder.Spec;
    private readonly TensorLine[] _tensors = [.. TensorLine.Of(model.Decoder)];

    /// <summary>Architecture and tensors.</summary>
    public ReportDocument ToDocument() => new($"Model {model.Name}", WriteJson) { Sections = [Architecture(), Tensors()], Data = Tensors() };

    private void WriteJson(Utf8JsonWriter writer) => JsonSerializer.Serialize(
        writer,
        new
        {
            name = model.Name,
            architecture = new
            {
                family = _spec.Family,
                vocabularySize = _spec.VocabularySize,
                hiddenSize = _spec.HiddenSize,
                feedForwardSize = _spec.FeedForwardSize,
                blockCount = _spec.BlockCount,
                headCount = _spec.HeadCount,
                keyValueHeadCount = _spec.KeyValueHeadCount,
                headSize = _spec.HeadSize,
                contextLength = _spec.ContextLength,
                normEpsilon = _spec.NormEpsilon,
                rotaryBase = _spec.Rotary.Base,
                rotaryScaling = _spec.Rotary.Llama3Scaling is null ? null : "llama3",
                tiedHead = _spec.TiedHead,
            },
            tokenizer = new { vocabularySize = model.Tokenizer.VocabularySize, beginId = model.Tokenizer.BeginId, endId = model.Tokenizer.EndId },
            tensors = _tensors.Select(t => new { name = t.Name, shape = t.Shape, format = t.Format, bytes = t.Bytes }),
            parameters = _tensors.Sum(t => t.Count),
            bytes = _tensors.Sum(t => t.Bytes),
        });

    private TableSection Architecture()
    {
        var table = new TableSection("Architecture", [new("model", "name"), new(model.Name, "value")]);
        foreach (var (name, value) in Facts()) table.Add(name, value);
        return table;
    }

    private TableSection Tensors()
    {
        var table = new TableSection("Tensors", [new("tensor", "name"), new("shape", "shape"), new("format", "format"), ReportColumn.Number("bytes", "bytes")]);
        foreach (var tensor in _tensors) table.Add(tensor.Name, string.Join(" × ", tensor.Shape), tensor.Format, tensor.Bytes);
        table.Add("total", $"{Numerals.Whole(_tensors.Sum(t => t.Count))} values", "", _tensors.Sum(t => t.Bytes));
        return table;
    }

    private IEnumerable<(string Name, string Value)> Facts() =>
    [
        ("family", _spec.Family),
        ("blocks", Numerals.Whole(_spec.BlockCount)),
        ("hidden size", Numerals.Whole(_spec.HiddenSize)),
        ("feed-forward size", Sizes(b => b.FeedForwardSize)),
        ("heads", $"{Sizes(b => b.HeadCount)} of size {_spec.HeadSize}, {Sizes(b => b.KeyValueHeadCount)} for keys and values"),
        ("context", $"{Numerals.Whole(_spec.ContextLength)} tokens"),
        ("rotary base", _spec.Rotary.Base.ToString(CultureInfo.InvariantCulture) + (_spec.Rotary.Llama3Scaling is null ? "" : ", llama3 scaling")),
        ("head", _spec.TiedHead ? "tied to the embedding" : "separate"),
        ("tokenizer", $"{Numerals.Whole(model.Tokenizer.VocabularySize)} ids, begin {Id(model.Tokenizer.BeginId)}, end {Id(model.Tokenizer.EndId)}"),
    ];

    /// <summary>A size that all blocks have, or the least and the greatest.</summary>
    private string Sizes(Func<BlockShape, int> size)
    {
        int[] sizes = [.. Enumerable.Range(0, model.Decoder.Blocks.Count).Select(b => size(model.Decoder.ShapeOf(b)))];
        return sizes.Min() == sizes.Max() ? Numerals.Whole(sizes[0]) : $"{Numerals.Whole(sizes.Min())} to {Numerals.Whole(sizes.Max())}";
    }

    private static string Id(int? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
