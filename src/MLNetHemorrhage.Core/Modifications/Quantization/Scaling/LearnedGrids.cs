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

    // Steps of scales as a share of those of weights: many weights hang on one scale.
    private const double ScaleSteps = 0.5;

    private readonly GridShape _shape;
    private readonly ScaleFormat _format;
    private readonly byte[]? _zeroLevels;
    private readonly float[] _least;
    private readonly Matrix _scales, _slopes;
    private readonly FactoredMoments _weightMoments, _scaleMoments;

    /// <summary>Begins with the grids of a matrix.</summary>
    public LearnedGrids(QuantizedWeights start, ScaleFormat format)
    {
        var values = start.Unpack();
        (_shape, _format, _zeroLevels) = (values.Shape, format, values.ZeroLevels);
        _scales = new(start.Rows, _shape.Groups);
        _slopes = new(start.Rows, _shape.Groups);
        values.Scales.CopyTo(_scales.Values);
        _least = [.. values.Scales.Select(s => s * SmallestScale)];
        _weightMoments = new(start.Rows, start.Columns);
        _scaleMoments = new(start.Rows, _shape.Groups);
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
    /// <param name="rate">Length of the step as a share of the weights' root mean square.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="pool">Threads to work with.</param>
    /// <returns>By how much a loss that were linear would fall, divided by the rate.</returns>
    public double Step(MatrixView weights, MatrixView gradient, double rate, int step, WorkerPool pool)
    {
        pool.For(weights.Rows, r =>
        {
            for (int g = 0; g < _shape.Groups; g++) _slopes[r, g] = ScaleSlope(Grid(r, g), _shape.Range(g), weights.Row(r), gradient.Row(r));
        });
        double fall = _weightMoments.Step(weights, gradient, rate, step, pool)
            + ScaleSteps * _scaleMoments.Step(_scales.View, _slopes.View, ScaleSteps * rate, step, pool);
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
