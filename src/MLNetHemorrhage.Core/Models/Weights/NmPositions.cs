using System.Numerics;
using MLNetHemorrhage.Models.Weights.Storage;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Where the held values of N:M weights belong: for every group the number of its choice of N out of M.</summary>
internal sealed class NmPositions
{
    // Groups whose numbers are unpacked together.
    private const int Batch = 64;

    private readonly NmChoices _choices;
    private readonly PackedIntegers _numbers;

    /// <summary>The positions of marked weights that fit the shape; groups that have fewer hold some of the others as well.</summary>
    public NmPositions(int rows, NmShape shape, BitMask held)
    {
        Shape = shape;
        _choices = new(shape);
        var numbers = new ushort[checked(rows * shape.Groups)];
        for (int i = 0; i < numbers.Length; i++)
        {
            int group = i % shape.Groups;
            numbers[i] = (ushort)_choices.Of(group).BinarySearch(Filled(shape.Bits(held, i / shape.Groups, group), shape.KeptOf(group)));
        }
        _numbers = PackedIntegers.Pack<ushort>(shape.IndexBits, numbers);
    }

    /// <summary>Reads positions back.</summary>
    /// <exception cref="HemorrhageException">A number has no choice.</exception>
    public NmPositions(NmShape shape, StoredReader reader)
    {
        Shape = shape;
        _choices = new(shape);
        _numbers = PackedIntegers.FromWords(shape.IndexBits, reader.Array<ulong>(PackedIntegers.WordsFor(shape.IndexBits, (long)reader.Rows * shape.Groups)));
        var numbers = new ushort[shape.Groups];
        for (int r = 0; r < reader.Rows; r++)
        {
            _numbers.CopyTo<ushort>((long)r * numbers.Length, numbers);
            for (int g = 0; g < numbers.Length; g++)
                if (numbers[g] >= _choices.Of(g).Length) throw reader.Error($"a choice below {_choices.Of(g).Length} for group {g} of row {r}", $"{numbers[g]}");
        }
    }

    public NmShape Shape { get; }

    /// <summary>Bytes held.</summary>
    public long ByteSize => _numbers.ByteSize;

    /// <summary>The packed numbers; not to be changed.</summary>
    public ulong[] Words => _numbers.Words;

    /// <summary>Writes the columns of the values of a row, in rising order.</summary>
    public void CopyTo(int row, Span<int> columns)
    {
        Span<ushort> numbers = stackalloc ushort[Batch];
        int next = 0;
        for (int first = 0; first < Shape.Groups; first += Batch)
        {
            int count = Math.Min(Batch, Shape.Groups - first);
            _numbers.CopyTo((long)row * Shape.Groups + first, numbers[..count]);
            for (int g = 0; g < count; g++)
            {
                int start = (first + g) * Shape.Group;
                for (ulong bits = _choices.Of(first + g)[numbers[g]]; bits != 0;) columns[next++] = start + BitMask.TakeLowest(ref bits);
            }
        }
    }

    /// <summary>Sets the lowest bits that are clear until so many are set.</summary>
    private static ushort Filled(ushort bits, int kept)
    {
        for (int missing = kept - BitOperations.PopCount(bits); missing > 0; missing--) bits |= (ushort)(bits + 1);
        return bits;
    }
}
