using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// Scores one window after the other with the same bits as <see cref="Perplexity"/>, in memory that it keeps in between. A scorer is used
/// by one thread at a time; scorers of a model share its weights.
/// </summary>
public sealed class WindowScorer
{
    private readonly DecoderRunner _runner;
    private readonly Matrix _tile;

    /// <summary>Creates a scorer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pool">Threads to work with; null means <see cref="WorkerPool.Shared"/>.</param>
    public WindowScorer(LanguageModel model, WorkerPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _runner = new(model.Decoder, pool ?? WorkerPool.Shared);
        _tile = TokenNll.Tile(model);
    }

    /// <summary>-ln p of every token but the first, given those before it.</summary>
    /// <param name="ids">The window: at least one token.</param>
    /// <returns>Nats, in order; NaN where the weights are damaged or too large for single precision.</returns>
    /// <exception cref="HemorrhageException">An id is outside the vocabulary, or the window longer than the context.</exception>
    public double[] NegativeLogLikelihood(int[] ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var hidden = _runner.BufferedFinalHidden(new([ids]));
        var nll = new double[ids.Length - 1];
        TokenNll.Score(_runner, hidden, ids[1..], _tile, nll, 0);
        return nll;
    }
}
