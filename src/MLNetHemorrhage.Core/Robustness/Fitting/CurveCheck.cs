namespace MLNetHemorrhage.Robustness;

/// <summary>Which curves no fit should be made of.</summary>
internal static class CurveCheck
{
    public const int LeastStrengths = 6;

    /// <summary>Why the curve cannot be fitted; null if it can.</summary>
    public static string? Refusal(DegradationCurve curve)
    {
        int strengths = curve.Points.Select(point => point.Strength).Distinct().Count();
        if (strengths < LeastStrengths) return $"a fit needs at least {LeastStrengths} different strengths, found {strengths}";
        if (curve.Protocols.Count > 1)
            return $"the points were measured under different protocols ({string.Join(", ", curve.Protocols)}), whose perplexities do not compare";
        return null;
    }
}
