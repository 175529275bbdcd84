using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>The rows of a batch that predict a scored token: the only ones that the output head has to read.</summary>
internal static class ScoredRows
{
    /// <summary>Moves these rows of <paramref name="hidden"/> to the front, in order; returns how many there are.</summary>
    public static int Keep(MatrixView hidden, TokenBatch batch, ReadOnlySpan<ScoredWindow> windows)
    {
        int kept = 0;
        for (int w = 0; w < windows.Length; w++)
        {
            for (int t = batch.Starts[w] + windows[w].FirstScored; t < batch.Starts[w + 1]; t++, kept++)
                hidden.Row(t - 1).CopyTo(hidden.Row(kept));
        }
        return kept;
    }

    /// <summary>The scored tokens, in order.</summary>
    public static int[] Targets(ReadOnlySpan<ScoredWindow> windows)
    {
        var targets = new List<int>();
        foreach (var window in windows) targets.AddRange(window.Ids.AsSpan(window.FirstScored));
        return [.. targets];
    }
}
