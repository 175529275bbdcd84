using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Chooses how pruned weights are held.</summary>
internal static class PrunedWeights
{
    /// <summary>
    /// Stores values that equal those of <paramref name="source"/> or are zero. Quantized weights stay on their grid; others keep their
    /// element type and are held sparse where that takes fewer bytes.
    /// </summary>
    public static WeightMatrix Store(WeightMatrix source, Matrix values)
    {
        if (source is QuantizedWeights quantized) return quantized.WithZeros(values);
        var type = source switch
        {
            DenseWeights dense => dense.Type,
            SparseWeights held => held.Type,
            _ => ElementType.Float32,
        };
        var sparse = new SparseWeights(values, type);
        return sparse.ByteSize < sparse.Count * type.Size() ? sparse : Dense(values, type);
    }

    private static DenseWeights Dense(Matrix values, ElementType type)
    {
        var bytes = new byte[checked(values.Values.Length * type.Size())];
        FloatConversion.FromSingle(type, values.Values, bytes);
        return new(values.Rows, values.Columns, type, ByteRegion.Copy(bytes));
    }
}
