using System.Globalization;

namespace MLNetHemorrhage.Tokenization;

/// <summary>The pieces of a SentencePiece-like vocabulary: text with U+2581 for a space, and what each is for.</summary>
internal sealed class PieceVocabulary
{
    /// <summary>U+2581, which stands for a space inside pieces.</summary>
    public const char SpaceSymbol = '▁';

    private readonly string[] _texts;
    private readonly PieceKind[] _kinds;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly int[] _byteIds = new int[256];
    private readonly int[] _byteValues;

    public PieceVocabulary(string[] texts, PieceKind[] kinds)
    {
        _texts = texts;
        _kinds = kinds;
        _byteValues = new int[texts.Length];
        Array.Fill(_byteIds, -1);
        Array.Fill(_byteValues, -1);
        for (var id = texts.Length - 1; id >= 0; id--)
        {
            if (kinds[id] is PieceKind.Normal or PieceKind.UserDefined) _ids[texts[id]] = id;
            else if (kinds[id] == PieceKind.Byte && ByteOf(texts[id]) is { } value)
            {
                _byteIds[value] = id;
                _byteValues[id] = value;
            }
        }
    }

    public int Count => _texts.Length;

    public string Text(int id) => _texts[id];

    public PieceKind Kind(int id) => _kinds[id];

    /// <summary>The id of ordinary text, or -1.</summary>
    public int Find(ReadOnlySpan<char> text) => _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var id) ? id : -1;

    /// <summary>The id of a byte piece, or -1.</summary>
    public int ByteId(byte value) => _byteIds[value];

    /// <summary>The byte of a byte piece, or -1.</summary>
    public int ByteValue(int id) => _byteValues[id];

    /// <summary>Whether there is a piece for every byte.</summary>
    public bool HasAllBytes => !_byteIds.Contains(-1);

    /// <summary>The byte that "&lt;0x0A&gt;" names, or null for other text.</summary>
    public static byte? ByteOf(string text) =>
        text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[5] == '>'
        && byte.TryParse(text.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
