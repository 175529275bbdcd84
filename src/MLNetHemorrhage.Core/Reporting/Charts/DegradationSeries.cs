namespace MLNetHemorrhage.Reporting;

/// <summary>One method on a degradation chart.</summary>
/// <param name="Name">The method: "prune(wanda)".</param>
/// <param name="Points">What was measured, by increasing damage.</param>
public sealed record DegradationSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>The fitted curve as a line of places close to each other; empty where nothing was fitted.</summary>
    public IReadOnlyList<ChartPlace> Fit { get; init; } = [];

    /// <summary>The phase transition s0; null where there is none.</summary>
    public ChartInterval? Transition { get; init; }

    /// <summary>s_tol, the greatest strength inside the tolerance; null where it was not determined.</summary>
    public ChartInterval? Tolerance { get; init; }
}
