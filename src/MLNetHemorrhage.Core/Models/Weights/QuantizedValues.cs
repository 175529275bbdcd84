namespace MLNetHemorrhage.Models.Weights;

/// <summary>Levels and grids of a matrix before they are packed.</summary>
/// <param name="Shape">Groups and bits.</param>
/// <param name="Scales">One per group, row after row.</param>
/// <param name="ZeroLevels">One per group; null where the grid is symmetric.</param>
/// <param name="Levels">One per weight, row after row.</param>
internal sealed record QuantizedValues(GridShape Shape, float[] Scales, byte[]? ZeroLevels, byte[] Levels)
{
    public bool IsZero(int row, int column) => Levels[row * Shape.Columns + column] == ZeroLevel(row, column);

    public int CountNonZero()
    {
        int count = 0;
        for (int i = 0; i < Levels.Length; i++)
            if (!IsZero(i / Shape.Columns, i % Shape.Columns)) count++;
        return count;
    }

    public byte[] NonZeroLevels(int count)
    {
        var levels = new byte[count];
        for (int i = 0, next = 0; i < Levels.Length; i++)
            if (!IsZero(i / Shape.Columns, i % Shape.Columns)) levels[next++] = Levels[i];
        return levels;
    }

    private byte ZeroLevel(int row, int column) => ZeroLevels is null ? Shape.MiddleLevel : ZeroLevels[row * Shape.Groups + Shape.GroupOf(column)];
}
