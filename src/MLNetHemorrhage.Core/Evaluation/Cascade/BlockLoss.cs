using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>What was lost by the end of a block, and in its linear layers.</summary>
/// <param name="Block">Index of the block, from 0.</param>
/// <param name="Residual">The residual stream after the block.</param>
/// <param name="Factor">Relative error of the residual stream after the block over that before it, with a paired standard error; NaN where
/// what came in was exact.</param>
/// <param name="Linears">The linear layers, in the order of <see cref="LinearRole"/>.</param>
public sealed record BlockLoss(int Block, SignalLoss Residual, Estimate Factor, IReadOnlyList<LinearLoss> Linears)
{
    /// <summary>The loss of one linear layer.</summary>
    /// <param name="role">Which.</param>
    public LinearLoss this[LinearRole role] => Linears[(int)role];
}
