namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>What FLAP takes as the worth of an input of the output and down projections.</summary>
public enum FlapScore
{
    /// <summary>Weighted input feature variance: variance of the input times Σ w² of its column.</summary>
    Wifv,

    /// <summary>Weighted input feature norm: mean |w| of its column times the norm of the input.</summary>
    Wifn,
}
