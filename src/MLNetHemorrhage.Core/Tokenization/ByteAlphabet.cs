using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>
/// The characters that stand for bytes in byte-level vocabularies (Radford et al., GPT-2, 2019): printable Latin-1 stands
/// for itself, the other bytes, in order, for the characters from U+0100.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = Make();

    private static readonly Dictionary<char, byte> Bytes = Characters.Index().ToDictionary(pair => pair.Item, pair => (byte)pair.Index);

    public static char Character(byte value) => Characters[value];

    /// <summary>Bytes written with the alphabet.</summary>
    public static string Write(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = bytes.Length <= 256 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++) text[i] = Characters[bytes[i]];
        return new(text);
    }

    /// <summary>The bytes that a token's text stands for; text that is not in the alphabet stands for its own UTF-8.</summary>
    public static byte[] Read(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (!Bytes.TryGetValue(text[i], out bytes[i])) return Encoding.UTF8.GetBytes(text);
        }

        return bytes;
    }

    private static char[] Make()
    {
        var characters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            characters[value] = (char)(printable ? value : next++);
        }

        return characters;
    }
}
