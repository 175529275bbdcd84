using System.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>One bit for every element of a matrix, row after row without gaps, and how many bits are set before each row.</summary>
internal sealed class BitMask
{
    public const int WordBits = 64;

    private readonly int _columns;
    private readonly ulong[] _words;
    private readonly int[] _before;

    /// <summary>Creates the mask of the elements that <paramref name="mark"/> marks, row after row.</summary>
    public BitMask(int rows, int columns, RowMarker mark)
    {
        _columns = columns;
        _words = new ulong[WordsFor((long)rows * columns)];
        _before = new int[rows];
        var marks = new bool[columns];
        long i = 0;
        for (int r = 0; r < rows; r++)
        {
            _before[r] = Count;
            mark(r, marks);
            foreach (bool isSet in marks)
            {
                if (isSet)
                {
                    _words[i / WordBits] |= 1UL << (int)(i % WordBits);
                    Count++;
                }
                i++;
            }
        }
    }

    /// <summary>Takes over the words of a mask.</summary>
    public BitMask(int rows, int columns, ulong[] words)
    {
        _columns = columns;
        _words = words;
        _before = new int[rows];
        for (int r = 0; r < rows; r++)
        {
            _before[r] = Count;
            for (int column = 0; column < columns; column += WordBits) Count += BitOperations.PopCount(Bits(r, column));
        }
    }

    /// <summary>Says for every element of a row whether its bit is set.</summary>
    public delegate void RowMarker(int row, Span<bool> marks);

    /// <summary>Number of bits that are set.</summary>
    public int Count { get; }

    /// <summary>The bits; not to be changed.</summary>
    public ulong[] Words => _words;

    /// <summary>Bytes held.</summary>
    public long ByteSize => ByteSizeFor(_before.Length, _columns);

    /// <summary>Words that so many bits take.</summary>
    public static long WordsFor(long bits) => (bits + WordBits - 1) / WordBits;

    /// <summary>Bytes that the mask of a matrix takes.</summary>
    public static long ByteSizeFor(int rows, int columns) => WordsFor((long)rows * columns) * sizeof(ulong) + (long)rows * sizeof(int);

    /// <summary>Set bits in the rows before <paramref name="row"/>.</summary>
    public int CountBefore(int row) => _before[row];

    /// <summary>Set bits in a row.</summary>
    public int CountIn(int row) => (row + 1 < _before.Length ? _before[row + 1] : Count) - _before[row];

    /// <summary>The bits of up to 64 elements of a row, the one at <paramref name="column"/> lowest.</summary>
    public ulong Bits(int row, int column)
    {
        long start = (long)row * _columns + column;
        int length = Math.Min(WordBits, _columns - column), shift = (int)(start % WordBits);
        ulong bits = _words[start / WordBits] >> shift;
        if (shift + length > WordBits) bits |= _words[start / WordBits + 1] << (WordBits - shift);
        return length == WordBits ? bits : bits & ((1UL << length) - 1);
    }

    /// <summary>The mask of some rows and columns, in the order given; null means all.</summary>
    public BitMask Part(int[]? rows, int[]? columns)
    {
        if (rows is null && columns is null) return this;
        int[] kept = columns ?? [.. Enumerable.Range(0, _columns)];
        return new(rows?.Length ?? _before.Length, kept.Length, (r, marks) =>
        {
            int row = rows is null ? r : rows[r];
            for (int c = 0; c < kept.Length; c++) marks[c] = (Bits(row, kept[c]) & 1) != 0;
        });
    }

    /// <summary>Takes the columns of the lowest set bit out of <paramref name="bits"/>.</summary>
    public static int TakeLowest(ref ulong bits)
    {
        int index = BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return index;
    }
}
