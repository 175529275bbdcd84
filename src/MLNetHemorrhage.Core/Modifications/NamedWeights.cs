using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications;

/// <summary>A weight matrix and where it is.</summary>
internal readonly record struct NamedWeights(LayerName Name, WeightMatrix Weights)
{
    /// <summary>How they are held, and what their inputs are rounded to.</summary>
    public string Format { get; private init; } = Weights.Format;

    /// <summary>The matrices that a modification with these targets changes, in the order in which it does.</summary>
    public static IEnumerable<NamedWeights> Of(DecoderModel model, ModificationTargets targets)
    {
        for (int b = 0; b < model.Blocks.Count; b++)
            foreach (var role in DecoderBlock.Roles)
                yield return new(LayerName.Linear(b, role), model.Blocks[b][role]) { Format = model.Blocks[b].FormatOf(role) };
        if (targets == ModificationTargets.Blocks) yield break;
        yield return new(LayerName.Head, model.Head);
        if (!ReferenceEquals(model.Embedding, model.Head)) yield return new(LayerName.Embedding, model.Embedding);
    }
}
