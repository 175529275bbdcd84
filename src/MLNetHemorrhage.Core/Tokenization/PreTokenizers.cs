using System.Text.RegularExpressions;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Gguf;

namespace MLNetHemorrhage.Tokenization;

/// <summary>How the words of byte-level vocabularies are found, under the names that GGUF files have for it: one row for each way.</summary>
internal sealed record PreTokenizers
{
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string Lines = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly PreTokenizers[] All =
    [
        new(["gpt-2", "phi-2", "roberta-bpe", "mpt", "olmo", "jais", "gigachat"], Gpt2),
        new(["llama-bpe", "llama3", "llama-v3", "falcon3"], Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}" + Lines) { WholeWordsFirst = true },
        new(["qwen2", "stablelm2", "deepseek-r1-qwen", "megrez"], Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + Lines),
        new(["smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b"], @"\p{N}", Gpt2),
        new(["default"], @"[\p{P}\$\+<=>\^~\|]+", Gpt2, @"\p{N}+", "[0-9][0-9][0-9]"),
    ];

    private readonly string[] _patterns;
    private readonly Lazy<TextSplitter[]> _splitters;

    private PreTokenizers(string[] names, params string[] patterns)
    {
        Names = names;
        _patterns = patterns;
        _splitters = new(() => [.. patterns.Select(p => new TextSplitter(new Regex(p, RegexOptions.CultureInvariant | RegexOptions.Compiled, TextSplitter.MatchLimit)))]);
    }

    /// <summary>What it is called; the first is the one to write.</summary>
    public string[] Names { get; }

    public IReadOnlyList<TextSplitter> Splitters => _splitters.Value;

    /// <summary>Whether a word that is itself a token is that token, whatever the merges say.</summary>
    public bool WholeWordsFirst { get; private init; }

    /// <summary>The way that a file names; the default where it names none.</summary>
    public static PreTokenizers Find(GgufMetadata metadata)
    {
        var name = metadata.Text(GgufVocabularyKeys.PreTokenizer, "default");
        return Array.Find(All, p => p.Names.Contains(name))
            ?? throw metadata.Error(GgufVocabularyKeys.PreTokenizer, $"one of {string.Join(", ", All.SelectMany(p => p.Names))}", CheckpointError.Quote(name));
    }

    /// <summary>The way that has these patterns; null where none has.</summary>
    public static PreTokenizers? Find(IEnumerable<TextSplitter> splitters, bool wholeWordsFirst) =>
        Array.Find(All, p => p.WholeWordsFirst == wholeWordsFirst && p._patterns.SequenceEqual(splitters.Select(s => s.Pattern)));
}
