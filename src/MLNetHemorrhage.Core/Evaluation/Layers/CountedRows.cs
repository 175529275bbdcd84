using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Layers;

/// <summary>
/// The rows of a batch that count: those that predict a scored token, without the first of each window, which has no context and
/// with a begin token is the same in every window. Gathered, they lie end to end.
/// </summary>
internal sealed class CountedRows
{
    private readonly List<CountedWindow> _windows = [];

    /// <summary>Finds the rows; <paramref name="firstWindow"/> is the index of the batch's first window in the text.</summary>
    public CountedRows(TokenBatch batch, ReadOnlySpan<ScoredWindow> windows, int firstWindow)
    {
        for (int w = 0; w < windows.Length; w++)
        {
            int count = Of(windows[w]), length = windows[w].Ids.Length;
            if (count == 0) continue;
            _windows.Add(new(firstWindow + w, batch.Starts[w], length - 1 - count, count, Count));
            Count += count;
        }
    }

    /// <summary>Number of rows that count.</summary>
    public int Count { get; }

    /// <summary>The windows with such rows, in order.</summary>
    public IReadOnlyList<CountedWindow> Windows => _windows;

    /// <summary>How many rows of a window count.</summary>
    public static int Of(ScoredWindow window) => window.Ids.Length - 1 - Math.Max(1, window.FirstScored - 1);

    /// <summary>gathered [counted rows, width] = the rows of [tokens, width] that count.</summary>
    public void Gather(MatrixView tokens, MatrixView gathered)
    {
        foreach (var window in _windows)
            for (int r = 0; r < window.Count; r++) tokens.Row(window.Start + window.First + r).CopyTo(gathered.Row(window.Offset + r));
    }
}

/// <summary>The rows of a window that count: they end before its last.</summary>
/// <param name="Window">Index of the window in the text.</param>
/// <param name="Start">Its first row in the batch.</param>
/// <param name="First">Position in the window of the first row that counts.</param>
/// <param name="Count">Number of rows that count.</param>
/// <param name="Offset">Where they start among all that count.</param>
internal readonly record struct CountedWindow(int Window, int Start, int First, int Count, int Offset);
