using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Compares a modified model with its base on a text, in one pass over both.</summary>
public static class Divergence
{
    // Logits of both models exist for so many tokens at a time.
    private const int TileRows = 64;

    /// <summary>Compares two models under a protocol.</summary>
    /// <param name="baseline">The base model.</param>
    /// <param name="modified">The modified model.</param>
    /// <param name="text">The text.</param>
    /// <param name="protocol">What is scored.</param>
    /// <param name="separator">What separates documents.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <returns>Both perplexities and all statistics of their difference.</returns>
    /// <exception cref="HemorrhageException">The text is too short, the models do not share a vocabulary, or one gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static DivergenceResult Measure(
        LanguageModel baseline, LanguageModel modified, string text, Protocol protocol, string separator = TextSource.DefaultSeparator, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(protocol);
        return Measure(baseline, modified, protocol.Split(text, baseline.Tokenizer, baseline.Decoder.Spec.ContextLength, separator), options);
    }

    /// <summary>Compares two models on windows that a protocol has cut.</summary>
    /// <param name="baseline">The base model; its tokenizer must be the one that encoded the text.</param>
    /// <param name="modified">The modified model.</param>
    /// <param name="text">The windows.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <returns>Both perplexities and all statistics of their difference.</returns>
    /// <exception cref="HemorrhageException">The windows do not fit the models, these do not share a vocabulary, or one gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static DivergenceResult Measure(LanguageModel baseline, LanguageModel modified, ScoredText text, EvaluationOptions? options = null) =>
        new(Tokens(baseline, modified, text, options));

    /// <summary>The same for every token.</summary>
    internal static TokenDivergences Tokens(LanguageModel baseline, LanguageModel modified, ScoredText text, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(modified);
        ArgumentNullException.ThrowIfNull(text);
        options ??= new();
        RequireSameVocabulary(baseline, modified, text);
        WindowBatches.RequireReadable(baseline, text);
        WindowBatches.RequireReadable(modified, text);
        var pool = options.Pool;
        DecoderRunner baseRunner = new(baseline.Decoder, pool), modifiedRunner = new(modified.Decoder, pool);
        int vocabulary = baseline.Decoder.Spec.VocabularySize;
        Matrix baseLogits = new(TileRows, vocabulary), modifiedLogits = new(TileRows, vocabulary);
        var tokens = new TokenDivergences(text);
        int done = 0;
        WindowBatches.Run(text, options, (batch, windows, firstWindow) =>
        {
            Matrix baseHidden = baseRunner.FinalHidden(batch), modifiedHidden = modifiedRunner.FinalHidden(batch);
            int[] targets = KeepScored(baseHidden, batch, windows.Span);
            KeepScored(modifiedHidden, batch, windows.Span);
            for (int first = 0; first < targets.Length; first += TileRows)
            {
                int rows = Math.Min(TileRows, targets.Length - first);
                baseRunner.Logits(baseHidden.View.RowRange(first, rows), baseLogits.View.RowRange(0, rows));
                modifiedRunner.Logits(modifiedHidden.View.RowRange(first, rows), modifiedLogits.View.RowRange(0, rows));
                RowTasks.For(pool, rows, vocabulary, (start, end) =>
                {
                    for (int r = start; r < end; r++)
                        tokens.Set(done + first + r, RowDivergence.Of(baseLogits.Row(r), modifiedLogits.Row(r), targets[first + r]));
                });
            }
            GC.KeepAlive(baseHidden);
            GC.KeepAlive(modifiedHidden);
            RequireNumbers(tokens.BaseNll, targets.Length, baseline);
            RequireNumbers(tokens.ModifiedNll, targets.Length, modified);
            done += targets.Length;
        });
        return tokens;

        void RequireNumbers(double[] nll, int count, LanguageModel model)
        {
            int bad = Array.FindIndex(nll, done, count, double.IsNaN);
            if (bad >= 0) throw Perplexity.NotANumber(model, text.WindowOf(bad));
        }
    }

    // Moves the rows that predict a scored token to the front; returns those tokens.
    private static int[] KeepScored(Matrix hidden, TokenBatch batch, ReadOnlySpan<ScoredWindow> windows)
    {
        var targets = new List<int>();
        for (int w = 0; w < windows.Length; w++)
        {
            for (int t = batch.Starts[w] + windows[w].FirstScored; t < batch.Starts[w + 1]; t++)
            {
                hidden.Row(t - 1).CopyTo(hidden.Row(targets.Count));
                targets.Add(batch.Ids[t]);
            }
        }
        return [.. targets];
    }

    private static void RequireSameVocabulary(LanguageModel baseline, LanguageModel modified, ScoredText text)
    {
        int expected = baseline.Decoder.Spec.VocabularySize, found = modified.Decoder.Spec.VocabularySize;
        if (expected != found)
            throw new HemorrhageException($"{modified.Name}: expected the base model's vocabulary of {expected} tokens, found {found}.");
        if (ReferenceEquals(baseline.Tokenizer, modified.Tokenizer)) return;
        // Tokenizers loaded twice are equal where they read the text alike.
        foreach (var window in text.Windows)
        {
            if (baseline.Tokenizer.Decode(window.Ids) != modified.Tokenizer.Decode(window.Ids))
                throw new HemorrhageException($"{modified.Name}: expected the base model's tokenizer, found one that gives the same ids another text.");
        }
    }
}
