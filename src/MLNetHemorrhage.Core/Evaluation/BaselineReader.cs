using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// Gives what the base model's head reads, from memory where it was kept and else by running the model. One reader is used by
/// one thread at a time; readers share what was kept.
/// </summary>
/// <param name="model">The base model.</param>
/// <param name="kept">Final hidden states of the scored rows of the first windows, one matrix a window.</param>
/// <param name="pool">Threads to work with.</param>
internal sealed class BaselineReader(LanguageModel model, IReadOnlyList<Matrix> kept, WorkerPool pool)
{
    private readonly DecoderRunner _runner = new(model.Decoder, pool);

    /// <summary>Final hidden states of the scored rows [scored tokens at least, hidden], in order.</summary>
    public Matrix Hidden(TokenBatch batch, ReadOnlyMemory<ScoredWindow> windows, int firstWindow)
    {
        int known = Math.Clamp(kept.Count - firstWindow, 0, windows.Length);
        if (known == 0) return Run(batch, windows, out _);
        var hidden = new Matrix(Scored(windows), model.Decoder.Spec.HiddenSize);
        int row = 0;
        for (int w = 0; w < known; w++) row += Append(kept[firstWindow + w], windows.Span[w].ScoredTokens);
        if (known == windows.Length) return hidden;
        var rest = windows[known..];
        var run = Run(new([.. rest.ToArray().Select(w => w.Ids)]), rest, out int rows);
        Append(run, rows);
        return hidden;

        int Append(Matrix source, int count)
        {
            source.View.RowRange(0, count).CopyTo(hidden.View.RowRange(row, count));
            GC.KeepAlive(source);
            return count;
        }
    }

    /// <summary>logits [rows, vocabulary] of rows that <see cref="Hidden"/> gave.</summary>
    public void Logits(MatrixView hidden, MatrixView logits) => _runner.Logits(hidden, logits);

    private Matrix Run(TokenBatch batch, ReadOnlyMemory<ScoredWindow> windows, out int rows)
    {
        var hidden = _runner.FinalHidden(batch);
        rows = ScoredRows.Keep(hidden, batch, windows.Span);
        return hidden;
    }

    private static int Scored(ReadOnlyMemory<ScoredWindow> windows)
    {
        int scored = 0;
        foreach (var window in windows.Span) scored += window.ScoredTokens;
        return scored;
    }
}
