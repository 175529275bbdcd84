using System.Runtime.InteropServices;
using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>
/// Trains byte-level BPE (Sennrich et al., 2016): again and again the most frequent neighbouring pair becomes a token.
/// Among equally frequent pairs the one with the smaller ids wins, so that the same text always gives the same vocabulary.
/// </summary>
internal static class BytePairTrainer
{
    /// <summary>The begin token, id 0.</summary>
    public const string Begin = "<|begin|>";

    /// <summary>The end token, id 1.</summary>
    public const string End = "<|end|>";

    /// <summary>Ids before the bytes: begin and end.</summary>
    public const int FirstByteId = 2;

    /// <summary>Trains a vocabulary: begin, end, the 256 bytes in order, then a token for each merge in the order of the merges.</summary>
    /// <param name="texts">The text to train on.</param>
    /// <param name="vocabularySize">Number of ids; fewer come out where the text has no more pairs.</param>
    public static TrainedVocabulary Train(IEnumerable<string> texts, int vocabularySize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, FirstByteId + 256);
        var words = CountWords(texts);
        var tokens = new List<string> { Begin, End };
        for (var value = 0; value < 256; value++) tokens.Add(ByteAlphabet.Character((byte)value).ToString());
        var merges = new List<(string Left, string Right)>();
        var counts = new Dictionary<(int Left, int Right), long>();
        while (tokens.Count < vocabularySize && MostFrequentPair(words, counts) is { } pair)
        {
            foreach (var word in words) word.Join(pair, tokens.Count);
            merges.Add((tokens[pair.Left], tokens[pair.Right]));
            tokens.Add(tokens[pair.Left] + tokens[pair.Right]);
        }

        return new(tokens, merges);
    }

    private static Word[] CountWords(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts) TextSplitter.Gpt2.Split(text, word => CollectionsMarshal.GetValueRefOrAddDefault(lookup, word, out _)++);
        return [.. counts.Select(pair => new Word(Array.ConvertAll(Encoding.UTF8.GetBytes(pair.Key), value => value + FirstByteId), pair.Value))];
    }

    private static (int Left, int Right)? MostFrequentPair(Word[] words, Dictionary<(int Left, int Right), long> counts)
    {
        counts.Clear();
        foreach (var word in words)
        {
            for (var i = 1; i < word.Length; i++) CollectionsMarshal.GetValueRefOrAddDefault(counts, (word.Symbols[i - 1], word.Symbols[i]), out _) += word.Count;
        }

        ((int Left, int Right) Pair, long Count)? best = null;
        foreach (var (pair, count) in counts)
        {
            if (best is null || count > best.Value.Count || (count == best.Value.Count && pair.CompareTo(best.Value.Pair) < 0)) best = (pair, count);
        }

        return best?.Pair;
    }

    private sealed class Word(int[] symbols, long count)
    {
        public int[] Symbols { get; } = symbols;

        public int Length { get; private set; } = symbols.Length;

        public long Count { get; } = count;

        public void Join((int Left, int Right) pair, int joined)
        {
            var kept = 0;
            for (var i = 0; i < Length; i++)
            {
                var match = i + 1 < Length && Symbols[i] == pair.Left && Symbols[i + 1] == pair.Right;
                Symbols[kept++] = match ? joined : Symbols[i];
                if (match) i++;
            }

            Length = kept;
        }
    }
}
