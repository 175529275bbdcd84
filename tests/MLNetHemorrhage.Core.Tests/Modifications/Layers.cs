using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

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

    /// <summary>Normally distributed values.</summary>
    public static Matrix Random(int rows, int columns, ulong seed)
    {
        var random = new RandomSource(seed);
        var matrix = new Matrix(rows, columns);
        foreach (ref float value in matrix.Values) value = (float)random.NextGaussian();
        return matrix;
    }

    /// <summary>What a method makes of a layer that has seen the given inputs [tokens, columns].</summary>
    public static WeightMatrix Modify(LayerModification step, WeightMatrix weights, Matrix? inputs = null, WorkerPool? pool = null)
    {
        pool ??= WorkerPool.Shared;
        var statistics = step.NewStatistics(weights.Columns);
        if (inputs is not null)
            foreach (var statistic in statistics) statistic.Add(inputs.View, pool);
        GC.KeepAlive(inputs);
        return step.Modify(new LayerToModify(LayerName.Linear(0, LinearRole.Down), weights, statistics, pool));
    }
}
