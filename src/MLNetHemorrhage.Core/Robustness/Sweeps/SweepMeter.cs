namespace MLNetHemorrhage.Robustness;

/// <summary>Adds up how far the points of a sweep are; a point counts by the tokens it takes through the model.</summary>
internal sealed class SweepMeter(IProgress<SweepProgress>? progress, int total, double work)
{
    private readonly Lock _lock = new();
    private int _done;
    private double _worked;

    /// <summary>Some of a point's work was done.</summary>
    public void Advance(double tokens) => Report(0, tokens);

    /// <summary>A point is finished; whatever of its work was not reported counts now.</summary>
    public void Finish(double tokens) => Report(1, tokens);

    private void Report(int points, double tokens)
    {
        lock (_lock)
        {
            _done += points;
            _worked += tokens;
            progress?.Report(new(_done, Math.Max(total, _done), Math.Clamp(_worked / work, 0, 1)));
        }
    }
}
