using System.Globalization;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Draws the lines between severities. The gravest of three views holds: the ln ratio of the perplexities, the loss of downstream accuracy
/// where it was measured, and the position of each step to the threshold of this very model where one was fitted.
/// </summary>
/// <remarks>
/// The middle line is the acceptance rule of "Phase transitions in large language model compression" (npj Artificial Intelligence 2, 21,
/// 2026): near-lossless is at most 5 % loss of average downstream accuracy and about +1.5 perplexity on WikiText-2 at a dense 5.47. The
/// latter is taken as a ratio, (5.47 + 1.5) / 5.47, because perplexities of other models and texts have another scale.
/// </remarks>
public sealed record SeverityRule
{
    /// <summary>The default of <see cref="CollapseLn"/>: perplexity e times that of the base.</summary>
    public const double DefaultCollapseLn = 1;

    private const double PublishedDense = 5.47, PublishedIncrease = 1.5;

    /// <summary>The rule with its defaults.</summary>
    public static SeverityRule Default { get; } = new();

    /// <summary>Up to this ln ratio a model is stable.</summary>
    /// <value>The default is ln 1.05: 5 % of perplexity.</value>
    public double ToleranceLn { get; init; } = ToleranceThreshold.DefaultTolerance;

    /// <summary>Up to this ln ratio a model is acceptable; beyond it it is hemorrhaging.</summary>
    /// <value>The default is ln(1 + 1.5 / 5.47) = 0.242.</value>
    public double AcceptedLn { get; init; } = Math.Log(1 + PublishedIncrease / PublishedDense);

    /// <summary>Beyond this ln ratio a model has collapsed.</summary>
    /// <value>The default is <see cref="DefaultCollapseLn"/>.</value>
    public double CollapseLn { get; init; } = DefaultCollapseLn;

    /// <summary>Up to this share of the base model's downstream accuracy may be lost; a model that lost more is hemorrhaging.</summary>
    /// <value>The default is 0.05.</value>
    public double AcceptedAccuracyLoss { get; init; } = 0.05;

    /// <summary>Grades a modified model.</summary>
    /// <param name="lnRatio">ln of its perplexity over the base model's, with its standard error; not a number counts as collapsed.</param>
    /// <param name="accuracyLoss">Lost share of the base model's downstream accuracy, (base - modified) / base, with its standard error; null where it was not measured.</param>
    /// <param name="positions">Where its steps are to thresholds fitted for this model; null or empty where there are none.</param>
    /// <returns>The grade.</returns>
    /// <exception cref="InvalidOperationException">The limits do not ascend.</exception>
    public SeverityGrade Grade(Estimate lnRatio, Estimate? accuracyLoss = null, IReadOnlyList<StepPosition>? positions = null)
    {
        if (!(ToleranceLn > 0 && ToleranceLn < AcceptedLn && AcceptedLn < CollapseLn))
            throw new InvalidOperationException($"Expected ascending limits above 0, found {Show(ToleranceLn)}, {Show(AcceptedLn)}, {Show(CollapseLn)}.");
        var fixedViews = (positions ?? []).Where(p => p.Severity is not null).Select(p => (p.Severity!.Value, p.ToString())).ToList();
        var verdicts = Views(lnRatio.Value, accuracyLoss?.Value).ToList();
        var gravest = verdicts.Max(v => v.Severity);
        bool isUncertain = Ends(lnRatio).SelectMany(ratio => Ends(accuracyLoss ?? default).Select(loss => Views(ratio, accuracyLoss is null ? null : loss).Max(v => v.Severity)))
            .Any(severity => severity != gravest);
        return new(gravest, [.. verdicts.Where(v => v.Severity == gravest).Select(v => v.Reason)], isUncertain);

        IEnumerable<(Severity Severity, string Reason)> Views(double ratio, double? loss) => [OfRatio(ratio), .. OfAccuracy(loss), .. fixedViews];
    }

    // The value with one standard error to either side, where that is known.
    private static double[] Ends(Estimate estimate) =>
        double.IsFinite(estimate.StandardError) ? [estimate.Value - estimate.StandardError, estimate.Value, estimate.Value + estimate.StandardError] : [estimate.Value];

    private IEnumerable<(Severity Severity, string Reason)> OfAccuracy(double? loss)
    {
        if (loss > AcceptedAccuracyLoss)
            yield return (Severity.Hemorrhaging, $"{Show(100 * loss.Value)} % of the accuracy is lost, more than {Show(100 * AcceptedAccuracyLoss)} %");
    }

    private (Severity Severity, string Reason) OfRatio(double value) =>
        !(value <= CollapseLn) ? (Severity.Collapsed, $"the ln ratio of the perplexities, {Show(value)}, is above {Show(CollapseLn)}")
        : value > AcceptedLn ? (Severity.Hemorrhaging, $"the ln ratio of the perplexities, {Show(value)}, is above {Show(AcceptedLn)}")
        : value > ToleranceLn ? (Severity.Stressed, $"the ln ratio of the perplexities, {Show(value)}, is above {Show(ToleranceLn)}")
        : (Severity.Stable, $"the ln ratio of the perplexities, {Show(value)}, is within {Show(ToleranceLn)}");

    private static string Show(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
