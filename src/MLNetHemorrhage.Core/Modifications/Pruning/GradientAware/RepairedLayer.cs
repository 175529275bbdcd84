using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.GradientAware;

/// <summary>What became of one layer.</summary>
/// <param name="Share">Removed share that the rounds gave it.</param>
/// <param name="Block">Where its weights are.</param>
/// <param name="Role">Which layer of the block it is.</param>
/// <param name="Notes">What is worth telling.</param>
internal sealed record RepairedLayer(double Share, BlockMemory Block, LinearRole Role, IReadOnlyList<string> Notes)
{
    /// <summary>A copy of the weights.</summary>
    public Matrix Values()
    {
        var weights = Block[Role];
        var values = new Matrix(weights.Rows, weights.Columns);
        weights.CopyTo(values.View);
        GC.KeepAlive(Block);
        return values;
    }
}
