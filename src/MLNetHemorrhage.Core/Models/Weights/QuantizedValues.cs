using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Levels and grids of a matrix before they are packed.</summary>
/// <param name="Shape">Groups and bits.</param>
/// <param name="Scales">One per grid, row after row.</param>
/// <param name="ZeroLevels">One per grid; null where the grid is symmetric.</param>
/// <param name="Levels">One per weight, row after row.</param>
internal sealed record QuantizedValues(GridShape Shape, float[] Scales, byte[]? ZeroLevels, byte[] Levels)
{
    /// <summary>How scales are held.</summary>
    public ElementType ScaleType { get; init; }

    public int Rows => Levels.Length / Shape.Columns;

    /// <summary>Marks the weights of a row that are not zero.</summary>
    public void MarkNonZero(int row, Span<bool> marks)
    {
        for (int g = 0; g < Shape.Groups; g++)
        {
            var (start, end) = Shape.Range(g);
            byte zero = ZeroLevels is null ? Shape.MiddleLevel : ZeroLevels[Shape.FirstGrid(row) + g];
            for (int c = start; c < end; c++) marks[c] = Levels[row * Shape.Columns + c] != zero;
        }
    }
}
