using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Decoding;

/// <summary>
/// Turns ids into text as they come. A character whose bytes are spread over several tokens is held back until it is whole, and
/// spaces are right because each piece is decoded behind the one before it.
/// </summary>
internal sealed class PieceStream
{
    private const char Incomplete = '\uFFFD';
    private readonly ITokenizer _tokenizer;
    private readonly List<int> _ids;

    // ids[_start.._end] are the last ids whose text was given out; ids after _end are pending.
    private int _start;
    private int _end;

    /// <summary>A stream that continues ids whose text is already out.</summary>
    public PieceStream(ITokenizer tokenizer, ReadOnlySpan<int> before)
    {
        _tokenizer = tokenizer;
        _ids = [.. before];
        _end = _ids.Count;
    }

    /// <summary>The text that one more id completes; empty where it completes none.</summary>
    public string Add(int id)
    {
        _ids.Add(id);
        return Pending() is { } text && !text.EndsWith(Incomplete) ? Release(text) : "";
    }

    /// <summary>What is held back, as it is.</summary>
    public string Flush() => Release(Pending());

    private string Pending()
    {
        var ids = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_ids);
        return _tokenizer.Decode(ids[_start..])[_tokenizer.Decode(ids[_start.._end]).Length..];
    }

    private string Release(string text)
    {
        if (text.Length > 0) (_start, _end) = (_end, _ids.Count);
        return text;
    }
}
