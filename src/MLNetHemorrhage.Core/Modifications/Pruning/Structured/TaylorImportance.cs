namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>The estimated change of the loss when weights w with the gradient g become zero; h is the mean of the squared gradients of single windows.</summary>
public enum TaylorImportance
{
    /// <summary>Σ |w·g|, weight by weight, to first order.</summary>
    First,

    /// <summary>Σ |w·h·w|, weight by weight, the second order with h for the diagonal of the Hessian.</summary>
    Second,

    /// <summary>Σ |w·g - w·h·w / 2|, weight by weight, both orders.</summary>
    Mix,

    /// <summary>|Σ w·g| over the weights that one row or column takes away, to first order.</summary>
    Vector,
}
