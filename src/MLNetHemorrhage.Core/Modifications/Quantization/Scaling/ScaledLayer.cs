using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications.Quantization.Scaling;

/// <summary>What became of one layer, and what is worth telling of it.</summary>
internal sealed record ScaledLayer(QuantizedWeights Weights, IReadOnlyList<string> Notes);
