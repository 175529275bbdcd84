using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Reporting;

/// <summary>A proposed recipe with what became of it.</summary>
/// <param name="Proposal">What was predicted.</param>
/// <param name="Measured">What was measured; null where it was not.</param>
/// <param name="Findings">What the rules say about the recipe.</param>
public sealed record AdvisedRecipe(ProposedRecipe Proposal, StabilityReport? Measured, IReadOnlyList<Finding> Findings)
{
    /// <summary>Measured bytes over the base model's; null where nothing was measured.</summary>
    public double? MeasuredSize => Measured is { } m ? (double)m.ModifiedSize.Bytes / m.BaseSize.Bytes : null;

    /// <summary>Whether the recipe is within a budget: as measured, else as predicted.</summary>
    /// <param name="budget">The budget.</param>
    public bool IsWithin(AdviceBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return budget.Allows(Size, LnRatio);
    }

    internal double Size => MeasuredSize ?? Proposal.Size;

    internal double LnRatio => Measured?.Divergence.LnRatio.Value ?? Proposal.Prediction.LnRatio;
}
