using System.Runtime.InteropServices;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Reads SentencePiece model files ("tokenizer.model") of the BPE type.</summary>
internal static class SentencePieceReader
{
    /// <exception cref="HemorrhageException">The file is damaged or of a kind that is not supported.</exception>
    public static ITokenizer Read(ReadOnlySpan<byte> data, string name)
    {
        var model = new SentencePieceModel(data, name);
        model.RequireSupported();
        var vocabulary = new PieceVocabulary([.. model.Texts], [.. model.Kinds]);
        if (model.ByteFallback && !vocabulary.HasAllBytes) throw new HemorrhageException($"{name}: byte fallback needs the pieces <0x00> to <0xFF>, but some are missing.");
        var unknown = model.Kinds.IndexOf(PieceKind.Unknown);
        if (unknown < 0) throw new HemorrhageException($"{name}: expected a piece of the type UNKNOWN, found none.");
        var rules = new PieceRules
        {
            Prefix = model.AddPrefix ? PrefixRule.Always : PrefixRule.Never,
            StripLeadingSpace = model.AddPrefix || model.RemoveExtraSpaces,
            RemoveExtraSpaces = model.RemoveExtraSpaces,
            ByteFallback = model.ByteFallback,
        };
        var merges = PieceMerges.FromScores(vocabulary, CollectionsMarshal.AsSpan(model.Scores));
        return new PieceTokenizer(vocabulary, merges, rules, unknown, Special(model.BeginId, "begin"), Special(model.EndId, "end"), []);

        int? Special(int id, string what)
        {
            if (id < 0) return null;
            return id < vocabulary.Count ? id : throw new HemorrhageException($"{name}: the {what} id must be below {vocabulary.Count}, found {id}.");
        }
    }
}
