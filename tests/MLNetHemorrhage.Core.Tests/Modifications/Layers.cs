using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>Methods on single matrices.</summary>
internal static class Layers
{
    /// <summary>A matrix of given values, row after row.</summary>
    public static Matrix Matrix(int rows, int columns, ReadOnlySpan<float> values)
    {
        var matrix = new Matrix(rows, columns);
        values.CopyTo(matrix.Values);
        return matrix;
    }

    /// <summary>Normally distributed values, some of them zero, that the type can represent.</summary>
    public static Matrix SomeZeros(int rows, int columns, ElementType type)
    {
        var matrix = Matrices.Random(rows, columns, 11);
        for (int i = 0; i < matrix.Values.Length; i += 3) matrix.Values[i] = 0;
        return Dense(matrix, type).ToMatrix();
    }

    /// <summary>Weights rounded to a type.</summary>
    public static DenseWeights Dense(Matrix values, ElementType type)
    {
        var bytes = new byte[values.Values.Length * type.Size()];
        FloatConversion.FromSingle(type, values.Values, bytes);
        return new(values.Rows, values.Columns, type, ByteRegion.Copy(bytes));
    }

    public static void AssertSameBits(Matrix expected, Matrix actual) => Matrices.AssertSameBits(expected, actual, "weights");

    /// <summary>Both give the same bits when they multiply.</summary>
    public static void AssertSameProduct(WeightMatrix expected, WeightMatrix actual)
    {
        var inputs = Matrices.Random(5, expected.Columns, 12);
        AssertSameBits(Product(inputs, expected), Product(inputs, actual));
    }

    private static Matrix Product(Matrix inputs, WeightMatrix weights)
    {
        var outputs = new Matrix(inputs.Rows, weights.Rows);
        Gemm.MultiplyTransposed(inputs.View, weights.Pack(WorkerPool.Shared), outputs.View, WorkerPool.Shared);
        return outputs;
    }

    /// <summary>What a method makes of a layer that has seen the given inputs [tokens, columns].</summary>
    public static WeightMatrix Modify(LayerModification step, WeightMatrix weights, Matrix? inputs = null, WorkerPool? pool = null)
    {
        pool ??= WorkerPool.Shared;
        var statistics = step.NewStatistics(weights.Columns, [new int[inputs?.Rows ?? 0]]);
        if (inputs is not null)
            foreach (var statistic in statistics) statistic.Add(inputs.View, pool);
        GC.KeepAlive(inputs);
        return step.Modify(new LayerToModify(LayerName.Linear(0, LinearRole.Down), weights, statistics, pool));
    }
}
