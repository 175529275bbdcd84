namespace MLNetHemorrhage.Robustness;

/// <summary>How a sweep is carried out. Nothing here changes its result.</summary>
public sealed record SweepOptions
{
    /// <summary>Directory where every finished point is kept at once and found again by the next run; created if missing.</summary>
    /// <value>The default is null: nothing is kept.</value>
    public string? Store { get; init; }

    /// <summary>Threads in all.</summary>
    /// <value>The default is 0: one per processor.</value>
    public int Threads { get; init; }

    /// <summary>Points measured at once, each with its share of the threads.</summary>
    /// <value>The default is 0: as many as threads and memory allow.</value>
    public int Workers { get; init; }

    /// <summary>Told whenever a point has come further; never from two threads at once.</summary>
    /// <value>The default is null: nobody.</value>
    public IProgress<SweepProgress>? Progress { get; init; }

    /// <summary>Told what the user should know: stored points that were damaged or belong to another sweep.</summary>
    /// <value>The default is null: nobody.</value>
    public IProgress<string>? Notes { get; init; }

    /// <summary>Stops the sweep between two blocks or batches; finished points stay in the store.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>How far a sweep is.</summary>
/// <param name="Done">Finished points, those of earlier runs included.</param>
/// <param name="Total">Points to measure.</param>
/// <param name="Fraction">The done share of the work, 0 to 1; points that are under way count with their part.</param>
/// <param name="Remaining">How long the rest takes at the pace so far; null before anything was measured.</param>
public readonly record struct SweepProgress(int Done, int Total, double Fraction, TimeSpan? Remaining);
