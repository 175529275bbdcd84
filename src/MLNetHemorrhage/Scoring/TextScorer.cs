using System.Collections.Concurrent;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Scoring;

/// <summary>
/// Scores texts as documents. Safe to use from many threads at once: each borrows a scorer of its own, and the scorers share the weights.
/// </summary>
internal sealed class TextScorer(LanguageModel model)
{
    private readonly ConcurrentBag<WindowScorer> _scorers = [];

    public LanguageModel Model { get; } = model;

    /// <summary>Scores a text as the protocol "documents" does: trimmed, the beginning id where the vocabulary has one, cut to the context.</summary>
    public DocumentScore Score(ReadOnlyMemory<char> text)
    {
        string document = text.Span.Trim().ToString();
        if (document.Length == 0) return new(double.NaN, 0);
        int[] begin = Model.Tokenizer.BeginId is { } id ? [id] : [];
        int[] ids = [.. begin.Concat(Model.Tokenizer.Encode(document)).Take(Model.Decoder.Spec.ContextLength)];
        return ids.Length < 2 ? new(double.NaN, 0) : Score(ids);
    }

    private DocumentScore Score(int[] ids)
    {
        var scorer = _scorers.TryTake(out var free) ? free : new(Model);
        double[] scored = scorer.NegativeLogLikelihood(ids);
        _scorers.Add(scorer);
        double sum = 0;
        foreach (double value in scored) sum += value;
        if (double.IsNaN(sum))
            throw new HemorrhageException($"{Model.Name}: expected log-likelihoods, found NaN; the weights are damaged or too large for single precision.");
        return new(sum / scored.Length, scored.Length);
    }
}
