namespace MLNetHemorrhage.Robustness;

/// <summary>Finds where a degradation curve turns. A curve that allows no fit gives a verdict with its reason, not an exception.</summary>
public static class PhaseTransitionFit
{
    /// <summary>
    /// The published procedure: unweighted least squares on ln perplexity inside a preset's boxes. It reproduces published numbers; what the
    /// data themselves say is the business of <see cref="Robust"/>.
    /// </summary>
    /// <param name="curve">The curve.</param>
    /// <param name="preset">The boxes.</param>
    /// <returns>The fit.</returns>
    public static PhaseTransition Paper(DegradationCurve curve, PaperPreset preset) => PaperFit.Of(curve, preset);

    /// <summary>
    /// The same form without boxes, searched over the whole range, with a 95 % interval of s0 that keeps its level at few points and a test
    /// whether there is a transition at all.
    /// </summary>
    /// <param name="curve">The curve.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The fit.</returns>
    public static PhaseTransition Robust(DegradationCurve curve, RobustFitOptions? options = null) => RobustFit.Of(curve, options ?? new());
}
