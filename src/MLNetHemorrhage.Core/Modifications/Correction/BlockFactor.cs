using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Correction;

/// <summary>The square of the upper factor U that belongs to consecutive inputs, in double precision.</summary>
internal sealed class BlockFactor
{
    private readonly double[] _upper;

    /// <summary>Takes the square out of N = Uᵀ.</summary>
    public BlockFactor(Matrix inverse, int first, int count)
    {
        (First, Count) = (first, count);
        _upper = new double[count * count];
        for (int j = 0; j < count; j++)
        {
            var row = inverse.Row(first + j).Slice(first, count);
            for (int i = 0; i <= j; i++) _upper[i * count + j] = row[i];
        }
    }

    public int First { get; }

    public int Count { get; }

    /// <summary>The first input behind the block.</summary>
    public int End => First + Count;

    public double Diagonal(int i) => _upper[i * Count + i];

    /// <summary>Row i of U to the right of the diagonal.</summary>
    public ReadOnlySpan<double> Behind(int i) => _upper.AsSpan(i * Count + i + 1, Count - i - 1);

    /// <summary>What zeroing a weight costs, corrections included.</summary>
    public double Score(int i, double weight)
    {
        double ratio = weight / Diagonal(i);
        return ratio * ratio;
    }

    /// <summary>The part of a row that belongs to the block.</summary>
    public Span<T> Part<T>(Span<T> row) => row.Slice(First, Count);
}
