using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Robustness;

/// <summary>What a point's measurement gave, with the fingerprint of how it was made.</summary>
internal sealed record StoredPoint(
    SweepFingerprint Fingerprint,
    Estimate Perplexity,
    Estimate Nll,
    Estimate LnRatio,
    Estimate KlDivergence,
    Estimate SameTop,
    WeightSize Size,
    WeightSize TargetedSize,
    double[] WindowNll)
{
    /// <summary>As a point of a sweep.</summary>
    public SweepPoint At(IReadOnlyList<double> values, Recipe recipe) =>
        new(values, recipe, Perplexity, LnRatio, KlDivergence, SameTop, Size, TargetedSize, WindowNll);

    /// <summary>As the base of a sweep.</summary>
    public SweepBase AsBase(ScoredText text) => new(Perplexity, Nll, Size, WindowNll, [.. text.Windows.Select(w => w.ScoredTokens)]);
}
