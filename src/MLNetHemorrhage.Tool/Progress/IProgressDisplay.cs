namespace MLNetHemorrhage.Tool.Progress;

/// <summary>Shows how far long work is. Called from the thread that does the work.</summary>
internal interface IProgressDisplay
{
    /// <summary>Reports the work's state.</summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="fraction">The done share of the stage, 0 to 1.</param>
    void Report(string stage, double fraction);
}
