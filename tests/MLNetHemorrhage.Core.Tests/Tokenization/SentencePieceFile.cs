using System.Text;

namespace MLNetHemorrhage.Tests.Tokenization;

/// <summary>Writes small SentencePiece model files by hand.</summary>
internal sealed class SentencePieceFile
{
    private readonly List<byte> _pieces = [];

    public int ModelType { get; init; } = 2;

    public bool ByteFallback { get; init; }

    public bool AddPrefix { get; init; } = true;

    public bool RemoveExtraSpaces { get; init; }

    public byte[] CharacterMap { get; init; } = [];

    /// <summary>Adds a piece; types: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte.</summary>
    public SentencePieceFile Piece(string text, float score = 0, int type = 1)
    {
        _pieces.AddRange(Bytes(1, [.. Bytes(1, Encoding.UTF8.GetBytes(text)), 0x15, .. BitConverter.GetBytes(score), .. Number(3, type)]));
        return this;
    }

    /// <summary>Adds unknown, begin and end as ids 0, 1 and 2.</summary>
    public SentencePieceFile Specials() => Piece("<unk>", 0, 2).Piece("<s>", 0, 3).Piece("</s>", 0, 3);

    public byte[] ToArray() =>
    [
        .. _pieces,
        .. Bytes(2, [.. Number(3, ModelType), .. Number(35, ByteFallback ? 1 : 0)]),
        .. Bytes(3, [.. Bytes(1, "handmade"u8), .. Bytes(2, CharacterMap), .. Number(3, AddPrefix ? 1 : 0), .. Number(4, RemoveExtraSpaces ? 1 : 0)]),
    ];

    private static byte[] Number(int field, int value) => [.. Varint((field << 3) | 0), .. Varint(value)];

    private static byte[] Bytes(int field, ReadOnlySpan<byte> value) => [.. Varint((field << 3) | 2), .. Varint(value.Length), .. value];

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}
