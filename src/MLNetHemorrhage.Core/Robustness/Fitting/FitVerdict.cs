namespace MLNetHemorrhage.Robustness;

/// <summary>What a fit concludes about a curve.</summary>
public enum FitVerdict
{
    /// <summary>The curve turns: two regimes describe it better than any smooth law, beyond chance.</summary>
    Transition,

    /// <summary>A smooth law describes the curve as well. S0 and its interval say where a corner would be.</summary>
    NoTransition,

    /// <summary>The points do not allow a fit; the reason says why.</summary>
    Refused,
}
