using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// A base model's part of a comparison, computed once: its perplexity on a text and, as far as memory allows, the final hidden
/// states from which its predictions follow. Comparing many modified models with one base this way costs the base's blocks once.
/// Immutable: any number of comparisons may use it at the same time.
/// </summary>
public sealed class BaselineRun
{
    /// <summary>Bytes of hidden states that are kept by default: 256 MiB.</summary>
    public const long DefaultByteBudget = 256L << 20;

    private readonly IReadOnlyList<Matrix> _kept;

    private BaselineRun(LanguageModel model, ScoredText text, PerplexityResult perplexity, IReadOnlyList<Matrix> kept)
    {
        Model = model;
        Text = text;
        Perplexity = perplexity;
        _kept = kept;
    }

    /// <summary>The base model.</summary>
    public LanguageModel Model { get; }

    /// <summary>The windows it was run on.</summary>
    public ScoredText Text { get; }

    /// <summary>Its perplexity on them.</summary>
    public PerplexityResult Perplexity { get; }

    /// <summary>Number of windows, from the first one, whose hidden states are kept; the others are computed again by every comparison.</summary>
    public int KeptWindows => _kept.Count;

    /// <summary>Bytes of hidden states that are kept.</summary>
    public long KeptBytes => Bytes(_kept.Sum(k => k.Rows), Model);

    /// <summary>Runs a base model over a text.</summary>
    /// <param name="model">The base model; its tokenizer must be the one that encoded the text.</param>
    /// <param name="text">The windows.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <param name="byteBudget">Bytes of hidden states to keep at most; a scored token takes 4 bytes for each hidden unit. The default is <see cref="DefaultByteBudget"/>.</param>
    /// <returns>The run.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The budget is negative.</exception>
    /// <exception cref="HemorrhageException">The windows do not fit the model, or it gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static BaselineRun Measure(LanguageModel model, ScoredText text, EvaluationOptions? options = null, long byteBudget = DefaultByteBudget)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(byteBudget);
        var kept = new List<Matrix>();
        bool full = false;
        var nll = TokenNll.Measure(model, text, options ?? new(), (hidden, windows) =>
        {
            int row = 0;
            foreach (var window in windows.Span)
            {
                full |= Bytes(window.ScoredTokens, model) > byteBudget;
                if (full) return;
                byteBudget -= Bytes(window.ScoredTokens, model);
                var copy = new Matrix(window.ScoredTokens, hidden.Columns);
                hidden.RowRange(row, copy.Rows).CopyTo(copy.View);
                kept.Add(copy);
                row += copy.Rows;
            }
        });
        return new(model, text, new(text, text.WindowSums(nll)), kept);
    }

    internal BaselineReader Reader(WorkerPool pool) => new(Model, _kept, pool);

    private static long Bytes(int tokens, LanguageModel model) => (long)tokens * model.Decoder.Head.Columns * sizeof(float);
}
