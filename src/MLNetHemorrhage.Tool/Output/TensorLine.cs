using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>One tensor of a model.</summary>
/// <param name="Name">Where it sits: "embedding", "block 0 query".</param>
/// <param name="Shape">Its dimensions, outputs first.</param>
/// <param name="Format">How it is held, and what its inputs are rounded to.</param>
/// <param name="Bytes">Bytes held.</param>
internal sealed record TensorLine(string Name, int[] Shape, string Format, long Bytes)
{
    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Every tensor once, from the embedding to the head; a tied head is the embedding and not listed again.</summary>
    public static IEnumerable<TensorLine> Of(DecoderModel model)
    {
        yield return Matrix("embedding", model.Embedding);
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            var block = model.Blocks[b];
            yield return Gains($"block {b} attention norm", block.AttentionNorm);
            yield return Gains($"block {b} feed-forward norm", block.FeedForwardNorm);
            foreach (var role in DecoderBlock.Roles) yield return Matrix($"block {b} {Word(role)}", block[role]) with { Format = block.FormatOf(role) };
            foreach (var (role, bias) in block.Additions.Biases) yield return Gains($"block {b} {Word(role)} bias", bias);
            foreach (var (role, shortcut) in block.Additions.Shortcuts) yield return Matrix($"block {b} shortcut beside {Word(role)}", shortcut);
        }
        yield return Gains("final norm", model.FinalNorm);
        if (!model.Spec.TiedHead) yield return Matrix("head", model.Head);
    }

    private static string Word(LinearRole role) => role.ToString().ToLowerInvariant();

    private static TensorLine Matrix(string name, WeightMatrix weights) => new(name, [weights.Rows, weights.Columns], weights.Format, weights.ByteSize);

    private static TensorLine Gains(string name, float[] gains) => new(name, [gains.Length], "f32", (long)gains.Length * sizeof(float));
}
