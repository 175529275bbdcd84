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

    public SurvivorUpdate(ModelShape shape, BlockMemory[] weights, WorkerPool pool)
    {
        (_shape, _weights, _pool) = (shape, weights, pool);
        _moments = [.. shape.Blocks.Select(block => DecoderBlock.Roles.Select(role => new FactoredMoments(block.Of(role).Rows, block.Of(role).Columns)).ToArray())];
    }

    /// <summary>Steps begun.</summary>
    public int Steps { get; private set; }

    /// <summary>Size of the step under way, as a share of the weights.</summary>
    public double Rate { get; private set; }

    public void BeginStep(double rate) => (Steps, Rate) = (Steps + 1, rate);

    void IBlockGradientReader.Take(int block, BlockTensors gradients)
    {
        foreach (var role in DecoderBlock.Roles)
            _moments[block][(int)role].Step(_weights[block][role], gradients.Linear(role, _shape.Blocks[block]), Rate, Steps, _pool);
        GC.KeepAlive(_weights);
    }
}
