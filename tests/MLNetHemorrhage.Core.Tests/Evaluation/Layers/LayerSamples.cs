using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Tests.Evaluation.Layers;

/// <summary>Texts and modified models for the measures that go block by block.</summary>
internal static class LayerSamples
{
    public const string Text = "The first story is short.|| |It is followed by another, which is somewhat longer and goes on for a while.||Ends – é €.";

    /// <summary>A text cut as a protocol says.</summary>
    public static ScoredText Split(string protocol, string text = Text) => Protocol.Parse(protocol).Split(text, new LetterTokenizer(), SmallModel.Context, "||");

    /// <summary>Many short documents: enough clusters for the errors of a jackknife.</summary>
    public static ScoredText ManyDocuments(int count)
    {
        var random = new RandomSource(17);
        var documents = Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, 5 + random.NextInt(15)).Select(_ => (char)('a' + random.NextInt(26)))));
        return Split("documents:" + count, string.Join("||", documents));
    }

    /// <summary>A model with the weights of one linear layer changed, number by number.</summary>
    public static LanguageModel Change(LanguageModel model, int block, LinearRole role, Func<int, int, float, float> change)
    {
        var weights = model.Decoder.Blocks[block][role].ToMatrix();
        for (int i = 0; i < weights.Rows; i++)
            for (int j = 0; j < weights.Columns; j++) weights[i, j] = change(i, j, weights[i, j]);
        DecoderBlock[] blocks = [.. model.Decoder.Blocks];
        blocks[block] = blocks[block].With(new Dictionary<LinearRole, WeightMatrix> { [role] = new DenseWeights(weights) });
        return model.With(model.Decoder.WithBlocks(blocks));
    }

    /// <summary>A model with every weight of its blocks moved a little.</summary>
    public static LanguageModel Disturb(LanguageModel model, ulong seed, float size = 0.05f)
    {
        var random = new RandomSource(seed);
        for (int b = 0; b < model.Decoder.Blocks.Count; b++)
            foreach (var role in DecoderBlock.Roles) model = Change(model, b, role, (_, _, w) => w + size * (float)random.NextGaussian());
        return model;
    }

    /// <summary>All numbers, so that two results can be compared bit by bit.</summary>
    public static string Numbers(LayerMetrics metrics)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteCascade(metrics.Cascade);
            writer.WriteAttention(metrics.Attention);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The rows of a window that count.</summary>
    public static IEnumerable<int> CountedRows(ScoredWindow window) =>
        Enumerable.Range(0, window.Ids.Length - 1).Where(t => t > 0 && t + 1 >= window.FirstScored);
}
