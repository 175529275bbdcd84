using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications;

/// <summary>What a step does before it goes through the layers.</summary>
/// <param name="Model">The decoder whose layers are modified: the one that was given, or another of the same function.</param>
internal sealed record Preparation(DecoderModel Model)
{
    /// <summary>What the method learnt of layers; null where nothing.</summary>
    public IReadOnlyDictionary<LayerName, object>? Layers { get; init; }
}
