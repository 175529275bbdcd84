using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Chooses how pruned weights are held.</summary>
internal static class PrunedWeights
{
    /// <summary>
    /// Stores values that equal those of <paramref name="source"/> or are zero. Quantized weights stay on their grid, whatever else a method has made of
    /// them; others keep their element type and are held in the form that takes the fewest bytes: dense, with a mask, or by the N:M pattern that they have.
    /// </summary>
    public static WeightMatrix Store(WeightMatrix source, Matrix values)
    {
        if (source is IGridWeights grid && (source.Rows, source.Columns) == (values.Rows, values.Columns)) return grid.WithZeros(values);
        var type = source switch
        {
            DenseWeights dense => dense.Type,
            SparseWeights held => held.Type,
            NmWeights held => held.Type,
            _ => ElementType.Float32,
        };
        var sparse = new SparseWeights(values, type);
        long denseBytes = sparse.Count * type.Size();
        if (NmShape.Smallest(values.Rows, values.Columns, type, sparse.Held, Math.Min(sparse.ByteSize, denseBytes)) is { } pattern)
            return new NmWeights(values, type, new NmPositions(values.Rows, pattern, sparse.Held));
        return sparse.ByteSize < denseBytes ? sparse : DenseWeights.Of(values, type);
    }
}
