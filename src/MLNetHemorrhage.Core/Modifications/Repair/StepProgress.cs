namespace MLNetHemorrhage.Modifications.Repair;

/// <summary>Reports repair steps as passes through the blocks.</summary>
/// <param name="steps">How many there will be.</param>
/// <param name="blocks">As how many blocks they count.</param>
/// <param name="blockDone">Told how many of these are done.</param>
internal sealed class StepProgress(int steps, int blocks, Action<int> blockDone)
{
    private int _done, _reported;

    /// <summary>One more step is done.</summary>
    public void Advance()
    {
        int reached = (int)((long)blocks * ++_done / steps);
        if (reached == _reported) return;
        _reported = reached;
        blockDone(reached);
    }
}
