using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Robustness;

/// <summary>What two steps cost together, over the strengths of both.</summary>
public sealed class SweepSurface
{
    private readonly Dictionary<(double, double), SweepPoint> _points;

    internal SweepSurface(IReadOnlyList<double> first, IReadOnlyList<double> second, IEnumerable<SweepPoint> points)
    {
        (FirstValues, SecondValues) = (first, second);
        _points = points.ToDictionary(p => (p.Values[0], p.Values[1]));
    }

    /// <summary>Values of the first step by growing strength; at the first of them the step is left out.</summary>
    public IReadOnlyList<double> FirstValues { get; }

    /// <summary>Values of the second step by growing strength; at the first of them the step is left out.</summary>
    public IReadOnlyList<double> SecondValues { get; }

    /// <summary>The curve of the first step without the second.</summary>
    public required DegradationCurve FirstAlone { get; init; }

    /// <summary>The curve of the second step without the first.</summary>
    public required DegradationCurve SecondAlone { get; init; }

    /// <summary>The phase transition of the first step for every value of the second, by growing strength of the second.</summary>
    public required IReadOnlyList<TransitionLinePoint> TransitionLine { get; init; }

    /// <summary>What the steps cost together beyond the sum of what each costs alone.</summary>
    public required IReadOnlyList<SweepInteraction> Interactions { get; init; }

    /// <summary>The best trade-offs: points that no other point beats in both size and ln ratio, the largest first.</summary>
    public required IReadOnlyList<SweepPoint> TradeOff { get; init; }

    /// <summary>The point of two values; null at the base model, which is no point.</summary>
    /// <param name="first">One of <see cref="FirstValues"/>.</param>
    /// <param name="second">One of <see cref="SecondValues"/>.</param>
    public SweepPoint? this[double first, double second] => _points.GetValueOrDefault((first, second));
}

/// <summary>How far the first step can go at one value of the second.</summary>
/// <param name="Second">The value of the second step.</param>
/// <param name="Transition">The phase transition of the first step.</param>
/// <param name="Tolerance">The strength of the first step up to which both together stay within the tolerance; null where the second alone does not.</param>
public sealed record TransitionLinePoint(double Second, PhaseTransition Transition, ToleranceThreshold? Tolerance);

/// <summary>What two steps cost together beyond the sum of what each costs alone.</summary>
/// <param name="First">The value of the first step.</param>
/// <param name="Second">The value of the second step.</param>
/// <param name="LnRatio">ln ratio of both - that of the first alone - that of the second alone; positive where the losses more than add up.</param>
public sealed record SweepInteraction(double First, double Second, Estimate LnRatio);
