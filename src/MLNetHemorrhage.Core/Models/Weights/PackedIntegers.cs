using System.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Unsigned integers of 1 to 16 bits, laid end to end from the lowest bit of the first word.</summary>
internal sealed class PackedIntegers
{
    private const int WordBits = 64;

    private readonly int _bits;
    private readonly ulong[] _words;

    private PackedIntegers(int bits, ulong[] words)
    {
        _bits = bits;
        _words = words;
    }

    /// <summary>The packed values; not to be changed.</summary>
    public ulong[] Words => _words;

    /// <summary>Bytes held.</summary>
    public long ByteSize => (long)_words.Length * sizeof(ulong);

    /// <summary>Packs values below 2^bits.</summary>
    public static PackedIntegers Pack<T>(int bits, ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        var words = new ulong[WordsFor(bits, values.Length)];
        long bit = 0;
        foreach (var item in values)
        {
            ulong value = ulong.CreateTruncating(item);
            if (value >> bits != 0) throw new ArgumentException($"Expected {bits} bits, found {value}.", nameof(values));
            int shift = (int)(bit % WordBits);
            words[bit / WordBits] |= value << shift;
            if (shift + bits > WordBits) words[bit / WordBits + 1] |= value >> (WordBits - shift);
            bit += bits;
        }
        return new(bits, words);
    }

    /// <summary>Takes over words that are packed already.</summary>
    public static PackedIntegers FromWords(int bits, ulong[] words) => new(bits, words);

    /// <summary>Words that so many values take.</summary>
    public static long WordsFor(int bits, long count) => (count * bits + WordBits - 1) / WordBits;

    /// <summary>Bytes that so many values take.</summary>
    public static long ByteSizeFor(int bits, long count) => WordsFor(bits, count) * sizeof(ulong);

    /// <summary>Unpacks the values from index <paramref name="start"/> on.</summary>
    public void CopyTo<T>(long start, Span<T> destination) where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        ulong mask = (1UL << _bits) - 1;
        long bit = start * _bits;
        for (int i = 0; i < destination.Length; i++, bit += _bits)
        {
            int shift = (int)(bit % WordBits);
            ulong value = _words[bit / WordBits] >> shift;
            if (shift + _bits > WordBits) value |= _words[bit / WordBits + 1] << (WordBits - shift);
            destination[i] = T.CreateTruncating(value & mask);
        }
    }
}
