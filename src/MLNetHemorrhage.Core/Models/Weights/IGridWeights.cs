using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Weights that can take no value whatever: integers or codes with scales that several share. What they can take includes zero.</summary>
internal interface IGridWeights
{
    /// <summary>The same weights with further ones at zero: those whose value in <paramref name="values"/> is.</summary>
    WeightMatrix WithZeros(Matrix values);

    /// <summary>Some rows and columns, rising, with the values they have; null means all. Null where that would tear apart what shares a scale.</summary>
    WeightMatrix? Part(int[]? rows, int[]? columns);
}
