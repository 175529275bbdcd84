using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications.Repair;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Scaling;

/// <summary>Moves weights and scales against their gradient, a block as soon as the backward pass has left it.</summary>
internal sealed class GridUpdate(ModelShape shape, BlockMemory[] weights, LearnedGrids[][] grids, WorkerPool pool) : IBlockGradientReader
{
    /// <summary>How long the steps are.</summary>
    public StepLimit Limit { get; } = new();

    void IBlockGradientReader.Begin(double loss) => Limit.Measured(loss);

    void IBlockGradientReader.Take(int block, BlockTensors gradients)
    {
        foreach (var role in DecoderBlock.Roles)
            Limit.Add(grids[block][(int)role].Step(weights[block][role], gradients.Linear(role, shape.Blocks[block]), Limit.Rate, Limit.Steps, pool));
        GC.KeepAlive(weights);
    }
}
