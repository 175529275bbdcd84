namespace MLNetHemorrhage.Robustness;

/// <summary>Adds up how far the points of a sweep are; a point counts by the tokens it takes through the model.</summary>
/// <param name="progress">Told after every change.</param>
/// <param name="total">Points.</param>
/// <param name="work">Tokens of all points.</param>
/// <param name="time">The clock.</param>
internal sealed class SweepMeter(IProgress<SweepProgress>? progress, int total, double work, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private int _done;
    private double _found;
    private double _measured;

    /// <summary>A stored point was found: work that takes no time.</summary>
    public void Found(double tokens) => Report(1, tokens, 0);

    /// <summary>Some of a point's work was done.</summary>
    public void Advance(double tokens) => Report(0, 0, tokens);

    /// <summary>A point is finished, with the rest of its work.</summary>
    public void Finish(double tokens) => Report(1, 0, tokens);

    private void Report(int points, double found, double measured)
    {
        lock (_lock)
        {
            _done += points;
            _found += found;
            _measured += measured;
            double left = Math.Max(0, work - _found - _measured);
            TimeSpan? remaining = _measured > 0 ? time.GetElapsedTime(_start) * (left / _measured) : null;
            progress?.Report(new(_done, total, 1 - left / work, remaining));
        }
    }
}
