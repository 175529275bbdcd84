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
    private Matrix _assembled = new(0, model.Decoder.Head.Columns);

    /// <summary>Final hidden states of the scored rows [scored tokens at least, hidden], in order, in memory that the next call uses again.</summary>
    public MatrixView Hidden(TokenBatch batch, ReadOnlyMemory<ScoredWindow> windows, int firstWindow)
    {
        int known = Math.Clamp(kept.Count - firstWindow, 0, windows.Length);
        if (known == 0) return Run(batch, windows.Span, out _);
        if (_assembled.Rows < batch.TokenCount) _assembled = new(batch.TokenCount, _assembled.Columns);
        int next = 0;
        foreach (var window in kept.Skip(firstWindow).Take(known)) Append(window.View);
        if (known < windows.Length)
        {
            var rest = windows.Span[known..];
            var hidden = Run(new([.. rest.ToArray().Select(w => w.Ids)]), rest, out int rows);
            Append(hidden.RowRange(0, rows));
        }
        return _assembled.View;

        void Append(MatrixView rows)
        {
            rows.CopyTo(_assembled.View.RowRange(next, rows.Rows));
            next += rows.Rows;
        }
    }

    /// <summary>logits [rows, vocabulary] of rows that <see cref="Hidden"/> gave.</summary>
    public void Logits(MatrixView hidden, MatrixView logits) => _runner.Logits(hidden, logits);

    private MatrixView Run(TokenBatch batch, ReadOnlySpan<ScoredWindow> windows, out int rows)
    {
        var hidden = _runner.BufferedFinalHidden(batch);
        rows = ScoredRows.Keep(hidden, batch, windows);
        return hidden;
    }
}
