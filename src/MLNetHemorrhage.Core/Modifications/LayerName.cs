using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications;

/// <summary>Where weights are in a decoder: a linear layer of a block, the embedding or the head.</summary>
internal readonly record struct LayerName
{
    private readonly string _text;

    private LayerName(string text) => _text = text;

    public static LayerName Embedding { get; } = new("embedding");

    public static LayerName Head { get; } = new("head");

    public static LayerName Linear(int block, LinearRole role) => new(FormattableString.Invariant($"block {block} {RecipeWords.Of(role)}"));

    public override string ToString() => _text;
}
