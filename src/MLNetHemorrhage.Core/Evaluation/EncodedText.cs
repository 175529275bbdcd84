using System.Text;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// A text with its token ids, which knows how many UTF-8 bytes a range of ids stands for. Asked in rising order, so that a
/// long text is decoded about once.
/// </summary>
internal sealed class EncodedText(string text, ITokenizer tokenizer)
{
    // Enough tokens before a range that what decoding does to a first space or to a character cut in two is the same with
    // and without the range, and so cancels in the difference. A character is at most four tokens.
    private const int DecodingContext = 8;

    private const char Replacement = '\uFFFD';

    private readonly long _total = Encoding.UTF8.GetByteCount(text);
    private int _position;
    private long _bytes;

    public int[] Ids { get; } = tokenizer.Encode(text);

    /// <summary>
    /// Bytes of the text that ids [from, to) stand for. A character of several tokens counts where its last one is.
    /// Ranges tile: the bytes of all ids are those of the text.
    /// </summary>
    public long Bytes(int from, int to)
    {
        long before = Advance(from);
        return Advance(to) - before;
    }

    private long Advance(int position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, _position);
        if (position == Ids.Length) _bytes = _total;
        else if (position > _position) _bytes = Math.Min(_total, _bytes + Decoded(position) - Decoded(_position));
        _position = position;
        return _bytes;

        int Decoded(int end)
        {
            string decoded = tokenizer.Decode(Ids.AsSpan(Math.Max(0, _position - DecodingContext)..end));
            return Encoding.UTF8.GetByteCount(decoded.EndsWith(Replacement) ? decoded.AsSpan(..^1) : decoded);
        }
    }
}
