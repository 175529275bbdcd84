using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Runs over the windows of a text in batches: whole windows in order, within a number of tokens; reports and stops between them.</summary>
internal static class WindowBatches
{
    /// <summary>Calls <paramref name="score"/> for every batch, with its windows and the index of the first of them.</summary>
    public static void Run(ScoredText text, EvaluationOptions options, Action<TokenBatch, ReadOnlyMemory<ScoredWindow>, int> score)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.TokensPerBatch);
        ScoredWindow[] windows = [.. text.Windows];
        int done = 0;
        for (int first = 0, end; first < windows.Length; first = end)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            int tokens = windows[first].Ids.Length;
            for (end = first + 1; end < windows.Length && tokens + windows[end].Ids.Length <= options.TokensPerBatch; end++)
                tokens += windows[end].Ids.Length;
            var batch = windows.AsMemory(first..end);
            score(new TokenBatch([.. windows[first..end].Select(w => w.Ids)]), batch, first);
            done += windows[first..end].Sum(w => w.ScoredTokens);
            options.Progress?.Report(new(done, text.Tokens));
        }
    }

    /// <summary>Refuses a text that the model cannot read: windows longer than its context, ids outside its vocabulary.</summary>
    public static void RequireReadable(LanguageModel model, ScoredText text)
    {
        var spec = model.Decoder.Spec;
        int longest = text.Windows.Max(w => w.Ids.Length);
        if (longest > spec.ContextLength)
            throw new HemorrhageException($"{model.Name}: expected windows within the context of {spec.ContextLength} tokens, found {longest}.");
        int highest = text.Windows.Max(w => w.Ids.Max());
        if (highest >= spec.VocabularySize)
            throw new HemorrhageException($"{model.Name}: expected token ids below the vocabulary's {spec.VocabularySize}, found {highest}.");
    }
}
