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

    /// <summary>Compares a modified model with a base that has been run already: the same numbers, to the last bit.</summary>
    /// <param name="baseline">The base model's run on the text.</param>
    /// <param name="modified">The modified model.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <returns>Both perplexities and all statistics of their difference.</returns>
    /// <exception cref="HemorrhageException">The windows do not fit the modified model, the models do not share a vocabulary, or one gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static DivergenceResult Measure(BaselineRun baseline, LanguageModel modified, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        options ??= new();
        return new(Tokens(baseline.Model, baseline.Reader(options.Pool), modified, baseline.Text, options));
    }

    /// <summary>The same for every token.</summary>
    internal static TokenDivergences Tokens(LanguageModel baseline, LanguageModel modified, ScoredText text, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(text);
        options ??= new();
        return Tokens(baseline, new(baseline, [], options.Pool), modified, text, options);
    }

    private static TokenDivergences Tokens(LanguageModel baseline, BaselineReader reader, LanguageModel modified, ScoredText text, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(modified);
        RequireSameVocabulary(baseline, modified, text);
        WindowBatches.RequireReadable(baseline, text);
        WindowBatches.RequireReadable(modified, text);
        var pool = options.Pool;
        var runner = new DecoderRunner(modified.Decoder, pool);
        int vocabulary = baseline.Decoder.Spec.VocabularySize;
        Matrix baseLogits = new(TileRows, vocabulary), modifiedLogits = new(TileRows, vocabulary);
        var tokens = new TokenDivergences(text);
        int done = 0;
        WindowBatches.Run(text, options, (batch, windows, firstWindow) =>
        {
            MatrixView baseHidden = reader.Hidden(batch, windows, firstWindow), modifiedHidden = runner.BufferedFinalHidden(batch);
            ScoredRows.Keep(modifiedHidden, batch, windows.Span);
            int[] targets = ScoredRows.Targets(windows.Span);
            for (int first = 0; first < targets.Length; first += TileRows)
            {
                int rows = Math.Min(TileRows, targets.Length - first), start = first;
                reader.Logits(baseHidden.RowRange(first, rows), baseLogits.View.RowRange(0, rows));
                runner.Logits(modifiedHidden.RowRange(first, rows), modifiedLogits.View.RowRange(0, rows));
                RowTasks.For(pool, rows, vocabulary, (from, to) =>
                {
                    for (int r = from; r < to; r++)
                        tokens.Set(done + start + r, RowDivergence.Of(baseLogits.Row(r), modifiedLogits.Row(r), targets[start + r]));
                });
            }
            GC.KeepAlive(reader);
            GC.KeepAlive(runner);
            TokenNll.RequireNumbers(tokens.BaseNll, done, targets.Length, baseline, text);
            TokenNll.RequireNumbers(tokens.ModifiedNll, done, targets.Length, modified, text);
            done += targets.Length;
        });
        return tokens;
    }

    internal static void RequireSameVocabulary(LanguageModel baseline, LanguageModel modified, ScoredText text)
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
