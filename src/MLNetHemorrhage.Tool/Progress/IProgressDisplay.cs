namespace MLNetHemorrhage.Tool.Progress;

/// <summary>Shows how far long work is. Called from the thread that does the work.</summary>
internal interface IProgressDisplay
{
    /// <summary>Reports the work's state.</summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="fraction">The done share of the stage, 0 to 1.</param>
    /// <param name="detail">What else should be known, such as the time that is left; empty where there is nothing.</param>
    void Report(string stage, double fraction, string detail = "");
}
