using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Reads the two files of GPT-2: vocab.json (token to id) and merges.txt (one merge a line, best first).</summary>
internal static class VocabularyMergesReader
{
    /// <exception cref="HemorrhageException">A file is damaged, or they do not fit together.</exception>
    public static ITokenizer Read(ReadOnlySpan<byte> vocabularyJson, string vocabularyName, ReadOnlySpan<byte> mergesText, string mergesName, SpecialTokenNames names)
    {
        var ids = new TokenIds();
        foreach (var (text, id) in LocatedJson.Parse(vocabularyJson, vocabularyName).Members()) ids.Add(text, id);
        var tokens = ids.ToArray(vocabularyName);
        var begin = names.Begin.Resolve(ids.Find, vocabularyName) ?? (names.Begin.Known ? null : SpecialTokens.Begin(ids.Find));
        var end = names.End.Resolve(ids.Find, vocabularyName) ?? (names.End.Known ? null : SpecialTokens.End(ids.Find));
        int[] specialIds = [.. new[] { begin, end }.OfType<int>().Distinct()];
        var special = specialIds.Select(id => new AddedToken(tokens[id]!, id, Special: true));
        var vocabulary = new ByteLevelVocabulary(tokens, special, unknownId: null, vocabularyName);
        return new ByteLevelTokenizer(vocabulary, TokenMerges.Read(ReadMerges(mergesText, mergesName), ids.Find, mergesName), new() { SpecialIds = specialIds }, begin, end);
    }

    private static List<(string Left, string Right)> ReadMerges(ReadOnlySpan<byte> text, string name)
    {
        var merges = new List<(string, string)>();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(text).Split('\n'))
        {
            number++;
            var merge = line.TrimEnd('\r');
            if (merge.Length == 0 || (number == 1 && merge.StartsWith("#version", StringComparison.Ordinal))) continue;
            var parts = merge.Split(' ');
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0) throw new HemorrhageException($"{name}, line {number}: expected two tokens with a space between them, found \"{merge}\".");
            merges.Add((parts[0], parts[1]));
        }

        return merges;
    }
}
