using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.GradientAware;

/// <summary>
/// Moves the weights that are not zero against their gradient, a block as soon as the backward pass has left it. The second moment
/// of a gradient is estimated from the means of its row and column, steps are clipped, and measured against the weights
/// (Shazeer and Stern 2018, "Adafactor", algorithm 4); the state is a row and a column of numbers for every layer.
/// </summary>
internal sealed class SurvivorUpdate : IBlockGradientReader
{
    private readonly ModelShape _shape;
    private readonly BlockMemory[] _weights;
    private readonly FactoredMoments[][] _moments;
    private readonly WorkerPool _pool;
    private double _limit, _rate, _slope, _lastSlope;

    public SurvivorUpdate(ModelShape shape, BlockMemory[] weights, WorkerPool pool)
    {
        (_shape, _weights, _pool) = (shape, weights, pool);
        _moments = [.. shape.Blocks.Select(block => DecoderBlock.Roles.Select(role => new FactoredMoments(block.Of(role).Rows, block.Of(role).Columns)).ToArray())];
    }

    /// <summary>Steps begun.</summary>
    public int Steps { get; private set; }

    /// <summary>The step under way begins.</summary>
    /// <param name="rate">Its size, as a share of the weights, at most.</param>
    public void BeginStep(double rate)
    {
        Steps++;
        _limit = rate;
        _lastSlope = _slope;
        _slope = 0;
    }

    // A divergence cannot fall below 0: the step goes no further than to where it would be if it fell in a straight line, as
    // steeply as in the step before (Polyak's step length; Loizou et al. 2021 for stochastic gradients).
    void IBlockGradientReader.Begin(double loss) =>
        _rate = _lastSlope > 0 ? Math.Min(_limit, loss / _lastSlope) : _limit;

    void IBlockGradientReader.Take(int block, BlockTensors gradients)
    {
        foreach (var role in DecoderBlock.Roles)
            _slope += _moments[block][(int)role].Step(_weights[block][role], gradients.Linear(role, _shape.Blocks[block]), _rate, Steps, _pool);
        GC.KeepAlive(_weights);
    }
}
