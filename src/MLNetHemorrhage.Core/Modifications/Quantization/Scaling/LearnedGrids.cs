using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Repair;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Scaling;

/// <summary>
/// The grids of one layer, whose scales follow the gradient of a loss as its weights do. Rounding counts as the identity for the
/// weights (Bengio et al. 2013, "Estimating or Propagating Gradients Through Stochastic Neurons"); a scale moves as Esser et al. 2020
/// ("Learned Step Size Quantization", equation 3) say. Zero levels stay, and so do weights that are zero.
/// </summary>
internal sealed class LearnedGrids
{
    // Of what a scale was at first.
    private const float SmallestScale = 0.05f;

    // How far inside its cell a weight is moved, in distances between levels from its level.
    private const float Inside = 0.45f;

    private readonly GridShape _shape;
    private readonly ScaleFormat _format;
    private readonly byte[]? _zeroLevels;
    private readonly float[] _least;
    private readonly Matrix _scales, _slopes;
    private readonly FactoredMoments _weightMoments, _scaleMoments;

    // Distance between levels over size of the weights; what a scale moves by when the end of its grid moves by that distance.
    private readonly double _weightSteps, _scaleSteps;

    /// <summary>Begins with the grids of a matrix whose unrounded weights [outputs, inputs] are given; these are moved to where they round to its levels.</summary>
    public LearnedGrids(QuantizedWeights start, MatrixView weights, ScaleFormat format, ScalingTrials trials)
    {
        var values = start.Unpack();
        (_shape, _format, _zeroLevels) = (values.Shape, format, values.ZeroLevels);
        _scales = new(start.Rows, _shape.Groups);
        _slopes = new(start.Rows, _shape.Groups);
        values.Scales.CopyTo(_scales.Values);
        _least = [.. values.Scales.Select(s => s * SmallestScale)];
        _weightMoments = new(start.Rows, start.Columns);
        _scaleMoments = new(start.Rows, _shape.Groups);
        if (trials.BeginsWithLevels) MoveIntoCells(weights, values.Levels);
        _weightSteps = trials.MovesWeights ? RootMeanSquare(_scales.View) / Math.Max(FactoredMoments.SmallestWeight, RootMeanSquare(weights)) : 0;
        _scaleSteps = trials.MovesScales ? 1.0 / _shape.MiddleLevel : 0;
    }

    /// <summary>Writes the values of the levels that are nearest to weights [outputs, inputs].</summary>
    public void Round(MatrixView weights, MatrixView rounded, WorkerPool pool) => pool.For(weights.Rows, r =>
    {
        ReadOnlySpan<float> row = weights.Row(r);
        var values = rounded.Row(r);
        for (int g = 0; g < _shape.Groups; g++)
        {
            var (start, end) = _shape.Range(g);
            var grid = Grid(r, g);
            for (int c = start; c < end; c++) values[c] = grid.Value(grid.Level(row[c]));
        }
    });

    /// <summary>Moves weights and scales against the gradient of a loss with respect to the rounded weights.</summary>
    /// <param name="weights">[outputs, inputs], changed in place.</param>
    /// <param name="gradient">[outputs, inputs].</param>
    /// <param name="rate">How far weights and the ends of grids move, as a share of the distance between levels at first, root mean squares.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="pool">Threads to work with.</param>
    /// <returns>By how much a loss that were linear would fall, divided by the rate.</returns>
    public double Step(MatrixView weights, MatrixView gradient, double rate, int step, WorkerPool pool)
    {
        pool.For(weights.Rows, r =>
        {
            for (int g = 0; g < _shape.Groups; g++) _slopes[r, g] = ScaleSlope(Grid(r, g), _shape.Range(g), weights.Row(r), gradient.Row(r));
        });
        double fall = _weightSteps * _weightMoments.Step(weights, gradient, _weightSteps * rate, step, pool)
            + _scaleSteps * _scaleMoments.Step(_scales.View, _slopes.View, _scaleSteps * rate, step, pool);
        var scales = _scales.Values;
        for (int i = 0; i < scales.Length; i++) scales[i] = Math.Max(scales[i], _least[i]);
        return fall;
    }

    /// <summary>The rounded weights.</summary>
    public QuantizedWeights Store(MatrixView weights, WorkerPool pool)
    {
        var layer = new QuantizedLayer(weights.Rows, _shape, _zeroLevels is null, _format);
        pool.For(weights.Rows, r =>
        {
            for (int g = 0; g < _shape.Groups; g++) layer[r, g] = Grid(r, g);
            layer.Round(r, weights.Row(r));
        });
        return layer.Pack();
    }

    // Weights beyond the ends of a grid round to its last levels wherever they are.
    private void MoveIntoCells(MatrixView weights, byte[] levels)
    {
        for (int r = 0; r < weights.Rows; r++)
        {
            var row = weights.Row(r);
            for (int c = 0; c < row.Length; c++)
            {
                if (row[c] == 0) continue;
                var grid = Grid(r, _shape.GroupOf(c));
                byte level = levels[r * row.Length + c];
                float value = grid.Value(level), reach = Inside * grid.Scale;
                if (level > 0) row[c] = Math.Max(row[c], value - reach);
                if (level < grid.LastLevel) row[c] = Math.Min(row[c], value + reach);
            }
        }
    }

    // Of what is not zero.
    private static double RootMeanSquare(MatrixView values)
    {
        double squares = 0;
        long count = 0;
        for (int r = 0; r < values.Rows; r++)
        {
            squares += Reductions.SumOfSquares(values.Row(r));
            count += values.Columns - Zeros.Count(values.Row(r));
        }
        return Math.Sqrt(squares / Math.Max(1, count));
    }

    private UniformGrid Grid(int row, int group) => new(
        _format.Round(_scales[row, group]), _zeroLevels is null ? _shape.MiddleLevel : _zeroLevels[row * _shape.Groups + group], _shape.LastLevel);

    // ∂w'/∂scale is level - w / scale inside the grid, level beyond, levels counted from the zero level.
    private static float ScaleSlope(UniformGrid grid, (int Start, int End) range, ReadOnlySpan<float> weights, ReadOnlySpan<float> gradient)
    {
        double sum = 0;
        for (int c = range.Start; c < range.End; c++)
        {
            float exact = weights[c] / grid.Scale + grid.ZeroLevel, level = grid.Level(weights[c]);
            bool inside = exact >= 0 && exact <= grid.LastLevel;
            sum += (double)gradient[c] * (level - (inside ? exact : grid.ZeroLevel));
        }
        return (float)sum;
    }
}
