using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Weights that can take no value whatever; what they can take includes zero.</summary>
internal interface IGridWeights
{
    /// <summary>The same weights with further ones at zero: those whose value in <paramref name="values"/> is.</summary>
    WeightMatrix WithZeros(Matrix values);
}
