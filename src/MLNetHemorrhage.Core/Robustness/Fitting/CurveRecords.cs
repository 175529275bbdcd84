using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>What a curve and its fit teach about a step, as records of a threshold table without model, protocol and source.</summary>
public static class CurveRecords
{
    /// <summary>The threshold of a step and its curve.</summary>
    /// <param name="step">The step.</param>
    /// <param name="curve">The measured curve.</param>
    /// <param name="transition">The fit; only where its verdict is a transition has the threshold an s0.</param>
    /// <param name="tolerance">The tolerance threshold; not a number where the base model's perplexity is unknown.</param>
    /// <returns>
    /// A <see cref="ThresholdRecord"/> where there is a transition or a tolerance threshold, and a <see cref="CurveRecord"/> where the base model's
    /// perplexity is known; points of one strength are averaged.
    /// </returns>
    public static IEnumerable<TableRecord> Of(StepName step, DegradationCurve curve, PhaseTransition transition, ToleranceThreshold tolerance)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(transition);
        ArgumentNullException.ThrowIfNull(tolerance);
        bool turns = transition.Verdict == FitVerdict.Transition;
        bool hasTolerance = double.IsFinite(tolerance.STol);
        // A tolerance that was not reached ends somewhere beyond the last strength measured, at the latest at 1.
        bool hasBand = hasTolerance && (double.IsFinite(tolerance.Low) || !tolerance.Reached);
        bool hasInterval = turns && double.IsFinite(transition.Low) && double.IsFinite(transition.High);
        if (turns || hasTolerance)
        {
            yield return new ThresholdRecord(step, curve.Coordinate)
            {
                S0 = turns ? transition.S0 : null,
                Low = hasInterval ? Math.Clamp(transition.Low, 0, transition.S0) : null,
                High = hasInterval ? Math.Clamp(transition.High, transition.S0, 1) : null,
                Tolerance = hasTolerance ? tolerance.Tolerance : null,
                STol = hasTolerance ? tolerance.STol : null,
                STolLow = !hasBand ? null : double.IsFinite(tolerance.Low) ? Math.Clamp(tolerance.Low, 0, tolerance.STol) : tolerance.STol,
                STolHigh = !hasBand ? null : double.IsFinite(tolerance.High) && tolerance.Reached ? Math.Clamp(tolerance.High, tolerance.STol, 1) : 1,
            };
        }
        if (curve.LnBasePerplexity is { } lnBase)
            yield return new CurveRecord(step, curve.Coordinate, [.. curve.Points.GroupBy(p => p.Strength).Select(g => new Knot(g.Key, g.Average(p => p.LnPerplexity) - lnBase))]);
    }
}
