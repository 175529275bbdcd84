using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Pieces back to text, with the conventions of SentencePiece: byte pieces in a row are UTF-8, the space of the prefix is dropped.</summary>
internal sealed class PieceDecoder(PieceVocabulary vocabulary, PieceRules rules)
{
    /// <summary>What SentencePiece writes for an unknown piece.</summary>
    private const string UnknownSurface = " ⁇ ";

    public string Decode(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder();
        var bytes = new List<byte>();
        var prefixExpected = rules.StripLeadingSpace;
        foreach (var id in ids)
        {
            var known = (uint)id < (uint)vocabulary.Count;
            if (known && vocabulary.Kind(id) == PieceKind.Byte)
            {
                bytes.Add((byte)vocabulary.ByteValue(id));
                continue;
            }

            Flush(bytes, text);
            if (text.Length > 0) prefixExpected = false;
            if (!known)
            {
                text.Append('\uFFFD');
                continue;
            }

            if (vocabulary.Kind(id) == PieceKind.Control) continue;
            var piece = Surface(id).AsSpan();
            if (prefixExpected && vocabulary.Kind(id) != PieceKind.Unknown && piece.StartsWith(' '))
            {
                piece = piece[1..];
                prefixExpected = rules.RemoveExtraSpaces;
            }

            text.Append(piece);
        }

        Flush(bytes, text);
        return text.ToString();
    }

    private string Surface(int id) =>
        vocabulary.Kind(id) == PieceKind.Unknown ? UnknownSurface : vocabulary.Text(id).Replace(PieceVocabulary.SpaceSymbol, ' ');

    private static void Flush(List<byte> bytes, StringBuilder text)
    {
        if (bytes.Count == 0) return;
        text.Append(Encoding.UTF8.GetString(bytes.ToArray()));
        bytes.Clear();
    }
}
