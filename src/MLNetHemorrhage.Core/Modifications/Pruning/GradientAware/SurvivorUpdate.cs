using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications.Repair;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.GradientAware;

/// <summary>
/// Moves the weights that are not zero against their gradient, a block as soon as the backward pass has left it. The second moment
/// of a gradient is estimated from the means of its row and column, steps are clipped, and measured against the weights
/// (Shazeer and Stern 2018, "Adafactor", algorithm 4); the state is a row and a column of numbers for every layer.
/// </summary>
internal sealed class SurvivorUpdate(ModelShape shape, BlockMemory[] weights, WorkerPool pool) : IBlockGradientReader
{
    private readonly FactoredMoments[][] _moments =
        [.. shape.Blocks.Select(block => DecoderBlock.Roles.Select(role => new FactoredMoments(block.Of(role).Rows, block.Of(role).Columns)).ToArray())];

    /// <summary>How long the steps are.</summary>
    public StepLimit Limit { get; } = new();

    void IBlockGradientReader.Begin(double loss) => Limit.Measured(loss);

    void IBlockGradientReader.Take(int block, BlockTensors gradients)
    {
        foreach (var role in DecoderBlock.Roles)
            Limit.Add(_moments[block][(int)role].Step(weights[block][role], gradients.Linear(role, shape.Blocks[block]), Limit.Rate, Limit.Steps, pool));
        GC.KeepAlive(weights);
    }
}
