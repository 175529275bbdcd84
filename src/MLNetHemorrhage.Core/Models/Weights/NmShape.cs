using System.Numerics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>How N:M weights are laid out: so many places for values in every group of consecutive inputs, fewer in a short last group.</summary>
/// <param name="Columns">Inputs of a row.</param>
/// <param name="Kept">N: values held of a group.</param>
/// <param name="Group">M: inputs of a group.</param>
internal readonly record struct NmShape(int Columns, int Kept, int Group)
{
    /// <summary>The longest group.</summary>
    public const int MaxGroup = 16;

    /// <summary>Groups of a row.</summary>
    public int Groups => (Columns + Group - 1) / Group;

    /// <summary>Groups of a row that have all their inputs.</summary>
    public int WholeGroups => Columns / Group;

    /// <summary>Inputs of the last group where it is short, otherwise 0.</summary>
    public int Rest => Columns % Group;

    /// <summary>Values held of a short last group: its share of N, rounded up.</summary>
    public int KeptOfRest => (Rest * Kept + Group - 1) / Group;

    /// <summary>Values held of a row.</summary>
    public int KeptOfRow => WholeGroups * Kept + KeptOfRest;

    /// <summary>
    /// Bits that say which inputs of a group are held: enough to number all choices of N out of M, which never takes more than an index
    /// of log2(M) bits for each value. A short group has fewer choices.
    /// </summary>
    public int IndexBits => BitOperations.Log2((uint)NmChoices.Count(Group, Kept) - 1) + 1;

    /// <summary>Bytes that a matrix takes: the values, and the choices of all groups in words of 8 bytes.</summary>
    public long ByteSize(int rows, ElementType type) => (long)rows * KeptOfRow * type.Size() + PackedIntegers.ByteSizeFor(IndexBits, (long)rows * Groups);

    /// <summary>Values held of a group.</summary>
    public int KeptOf(int group) => group < WholeGroups ? Kept : KeptOfRest;

    /// <summary>Whether no group holds more than it has places for.</summary>
    public bool Fits(int rows, BitMask held)
    {
        for (int r = 0; r < rows; r++)
            for (int g = 0; g < Groups; g++)
                if (BitOperations.PopCount(Bits(held, r, g)) > KeptOf(g)) return false;
        return true;
    }

    /// <summary>The bits of a group, that of its first input lowest.</summary>
    public ushort Bits(BitMask held, int row, int group) => (ushort)(held.Bits(row, group * Group) & ((1UL << Group) - 1));

    /// <summary>The pattern that holds these weights in the fewest bytes, if one takes fewer than <paramref name="bytes"/>.</summary>
    public static NmShape? Smallest(int rows, int columns, ElementType type, BitMask held, long bytes)
    {
        NmShape? smallest = null;
        for (int group = 2; group <= Math.Min(MaxGroup, columns); group++)
        {
            for (int kept = 1; kept < group; kept++)
            {
                var shape = new NmShape(columns, kept, group);
                if (shape.ByteSize(rows, type) >= bytes) break;
                if (!shape.Fits(rows, held)) continue;
                smallest = shape;
                bytes = shape.ByteSize(rows, type);
                break;
            }
        }
        return smallest;
    }
}
