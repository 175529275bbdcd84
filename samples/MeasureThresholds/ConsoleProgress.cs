using MLNetHemorrhage.Robustness;

namespace MeasureThresholds;

/// <summary>Says on the error stream how far the sweeps are, and how long they will take.</summary>
internal sealed class ConsoleProgress : IProgress<SweepProgress>
{
    private int _told = -1;

    public void Report(SweepProgress value)
    {
        if (value.Done == _told) return;
        _told = value.Done;
        Console.Error.WriteLine($"{value.Done} of {value.Total} points" + (value.Remaining is { } left ? $", about {left.TotalSeconds:0} s left" : ""));
    }
}
