using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>The tokens of a byte-level vocabulary, written with <see cref="ByteAlphabet"/>.</summary>
internal sealed class ByteLevelVocabulary
{
    private static readonly byte[] NoToken = Encoding.UTF8.GetBytes("\uFFFD");

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly string?[] _tokens;
    private readonly byte[][] _bytes;
    private readonly int[] _byteIds = new int[256];

    /// <param name="tokens">The token of each id; null where an id is not used.</param>
    /// <param name="addedTokens">Tokens whose text stands for itself; special ones decode to nothing.</param>
    /// <param name="unknownId">What stands for a byte without a token, or null.</param>
    /// <param name="name">Where the vocabulary comes from, for errors.</param>
    /// <exception cref="HemorrhageException">A byte has no token.</exception>
    public ByteLevelVocabulary(string?[] tokens, IEnumerable<AddedToken> addedTokens, int? unknownId, string name)
    {
        _tokens = tokens;
        _bytes = new byte[tokens.Length][];
        for (var id = 0; id < tokens.Length; id++)
        {
            _bytes[id] = tokens[id] is { } token ? ByteAlphabet.Read(token) : NoToken;
            if (tokens[id] is { } text) _ids.TryAdd(text, id);
        }

        for (var value = 0; value < 256; value++)
        {
            var character = ByteAlphabet.Character((byte)value);
            if (_ids.TryGetValue(character.ToString(), out var id)) _byteIds[value] = id;
            else if (IsNeverUsed(value)) _byteIds[value] = unknownId ?? 0;
            else _byteIds[value] = unknownId ?? throw new HemorrhageException($"{name}: a byte-level vocabulary has a token for each byte, found none for byte {value} (\"{character}\").");
        }

        foreach (var added in addedTokens) _bytes[added.Id] = added.Special ? [] : Encoding.UTF8.GetBytes(added.Text);
    }

    public int Count => _bytes.Length;

    /// <summary>The text of an id as the vocabulary writes it; null where the id is not used.</summary>
    public string? Text(int id) => _tokens[id];

    public int? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    public int ByteId(byte value) => _byteIds[value];

    /// <summary>What an id decodes to; ids without a token give U+FFFD.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => (uint)id < (uint)_bytes.Length ? _bytes[id] : NoToken;

    // Some vocabularies leave out the bytes that UTF-8 has no use for.
    private static bool IsNeverUsed(int value) => value is 0xC0 or 0xC1 or > 0xF4;
}
