using MLNetHemorrhage.Models;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The token sequences that calibrated methods learn from. Immutable; positions restart in every window.</summary>
public sealed class CalibrationSet
{
    /// <summary>Documents that are taken where nothing else is said.</summary>
    public const int DefaultWindows = 128;

    // Whole windows run together up to about this many tokens, which bounds the memory of a pass.
    private const int TokensPerBatch = 4096;

    private readonly Lazy<string> _fingerprint;

    /// <summary>Creates a set of given windows.</summary>
    /// <param name="windows">Token ids; at least one window, none of them empty.</param>
    public CalibrationSet(IEnumerable<int[]> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        Windows = [.. windows];
        if (Windows.Count == 0) throw new HemorrhageException("calibration text: expected at least one window of tokens, found none");
        if (Windows.Any(w => w.Length == 0)) throw new ArgumentException("A calibration window is empty.", nameof(windows));
        _fingerprint = new(() => IdHash.Of(Windows));
    }

    /// <summary>The windows, in order.</summary>
    public IReadOnlyList<int[]> Windows { get; }

    /// <summary>Tokens in all windows.</summary>
    public long TokenCount => Windows.Sum(w => (long)w.Length);

    /// <summary>SHA-256 of all ids and of where windows begin, in hexadecimal: equal where text and tokenization are equal.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>The first documents in order, each the beginning id (where the vocabulary has one) and its ids, cut to the context; short ones are kept.</summary>
    /// <param name="documents">Documents; each is trimmed, empty ones are dropped.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="contextLength">Longest window, in tokens.</param>
    /// <param name="count">How many documents to take; all where there are fewer.</param>
    /// <returns>The set.</returns>
    /// <exception cref="HemorrhageException">No document has any text.</exception>
    public static CalibrationSet FromDocuments(IEnumerable<string> documents, ITokenizer tokenizer, int contextLength, int count = DefaultWindows)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(contextLength);
        CheckCount(count);
        int[] begin = tokenizer.BeginId is { } id ? [id] : [];
        return new(documents
            .Select(d => d.Trim())
            .Where(d => d.Length > 0)
            .Take(count)
            .Select(d => begin.Concat(tokenizer.Encode(d)).Take(contextLength).ToArray()));
    }

    /// <summary>The first windows of one text in order, all of the same length: the beginning id (where the vocabulary has one) and the ids of the text; what is left behind the last whole window is dropped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="windowLength">Length of a window, in tokens.</param>
    /// <param name="count">How many windows to take; all where there are fewer.</param>
    /// <returns>The set.</returns>
    /// <exception cref="HemorrhageException">The text is shorter than a window.</exception>
    public static CalibrationSet FromText(string text, ITokenizer tokenizer, int windowLength, int count = DefaultWindows)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowLength);
        CheckCount(count);
        int[] begin = tokenizer.BeginId is { } id ? [id] : [];
        int[] ids = [.. begin, .. tokenizer.Encode(text)];
        if (ids.Length < windowLength) throw new HemorrhageException($"calibration text: expected at least the {windowLength} tokens of a window, found {ids.Length}");
        return new(ids.Chunk(windowLength).Where(window => window.Length == windowLength).Take(count));
    }

    /// <summary>All windows in order, as many together as may run at once: up to so many tokens, or one window.</summary>
    internal IEnumerable<TokenBatch> Batches(int tokensPerBatch = TokensPerBatch)
    {
        var pending = new List<int[]>();
        int tokens = 0;
        foreach (var window in Windows)
        {
            if (pending.Count > 0 && tokens + window.Length > tokensPerBatch)
            {
                yield return new TokenBatch(pending);
                pending = [];
                tokens = 0;
            }
            pending.Add(window);
            tokens += window.Length;
        }
        yield return new TokenBatch(pending);
    }

    private static void CheckCount(int count)
    {
        if (count < 1) throw new HemorrhageException($"calibration text: the number of windows must be at least 1, found {count}");
    }

    /// <summary>The windows that have something to predict, with their numbers among all; those of one token have not.</summary>
    /// <exception cref="HemorrhageException">There is none.</exception>
    internal IReadOnlyList<(int Number, int[] Ids)> PredictingWindows()
    {
        (int, int[])[] windows = [.. Windows.Index().Where(w => w.Item.Length > 1)];
        return windows.Length > 0 ? windows : throw new HemorrhageException("calibration text: expected a window of at least two tokens, found only windows of one");
    }

    /// <summary>Refuses windows that a decoder cannot run.</summary>
    internal void CheckFor(DecoderSpec spec)
    {
        for (int w = 0; w < Windows.Count; w++)
        {
            if (Windows[w].Length > spec.ContextLength)
                throw new HemorrhageException($"calibration window {w}: expected at most {spec.ContextLength} tokens, found {Windows[w].Length}");
            foreach (int id in Windows[w])
                if ((uint)id >= (uint)spec.VocabularySize)
                    throw new HemorrhageException($"calibration window {w}: expected token ids below {spec.VocabularySize}, found {id}");
        }
    }
}
