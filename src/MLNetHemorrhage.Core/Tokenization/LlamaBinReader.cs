using System.Buffers.Binary;
using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>
/// Reads the tokenizer files of llama2.c ("tokenizer.bin", "tok512.bin"): the longest piece's length, then for each id
/// a score (float32), a length (int32) and that many bytes of UTF-8. Ids 0, 1 and 2 are unknown, begin and end.
/// </summary>
internal static class LlamaBinReader
{
    private const int BeginId = 1;
    private const int EndId = 2;

    /// <exception cref="HemorrhageException">The file is damaged or has another number of pieces.</exception>
    public static ITokenizer Read(ReadOnlySpan<byte> data, int vocabularySize, string name)
    {
        var texts = new List<string>();
        var scores = new List<float>();
        if (data.Length < 4) throw new HemorrhageException($"{name}: a tokenizer of llama2.c starts with a 4-byte length, found {data.Length} bytes.");
        for (var at = 4; at < data.Length;)
        {
            if (data.Length - at < 8) throw new HemorrhageException($"{name}: piece {texts.Count} needs 8 bytes of score and length, found {data.Length - at}.");
            var score = BinaryPrimitives.ReadSingleLittleEndian(data[at..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(data[(at + 4)..]);
            at += 8;
            if (length < 0 || length > data.Length - at) throw new HemorrhageException($"{name}: piece {texts.Count} has {length} bytes of text, but {data.Length - at} are left.");
            if (!float.IsFinite(score)) throw new HemorrhageException($"{name}: the score of piece {texts.Count} must be finite, found {score}.");
            texts.Add(Encoding.UTF8.GetString(data.Slice(at, length)).Replace(' ', PieceVocabulary.SpaceSymbol));
            scores.Add(score);
            at += length;
        }

        if (texts.Count != vocabularySize) throw new HemorrhageException($"{name}: the model has {vocabularySize} ids, the tokenizer {texts.Count}.");
        if (texts.Count <= EndId) throw new HemorrhageException($"{name}: ids 0, 1 and 2 are unknown, begin and end, but there are only {texts.Count} pieces.");
        PieceKind[] kinds = [.. texts.Select(KindOf)];
        var vocabulary = new PieceVocabulary([.. texts], kinds);
        var merges = PieceMerges.FromScores(vocabulary, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(scores));
        return new PieceTokenizer(vocabulary, merges, new() { ByteFallback = vocabulary.HasAllBytes }, unknownId: 0, BeginId, EndId, []);
    }

    private static PieceKind KindOf(string text, int id) => id switch
    {
        0 => PieceKind.Unknown,
        BeginId or EndId => PieceKind.Control,
        _ => PieceVocabulary.ByteOf(text) is null ? PieceKind.Normal : PieceKind.Byte,
    };
}
