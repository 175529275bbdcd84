namespace MLNetHemorrhage.Models.Weights;

/// <summary>How the rows of a quantized matrix are cut into groups, and how many bits a level has.</summary>
/// <param name="Columns">Inputs of a row.</param>
/// <param name="Bits">Bits of a level, 2 to 8.</param>
/// <param name="Group">Inputs of a group; 0 means the whole row. The last group of a row may be short.</param>
/// <param name="IsWhole">Whether all rows share one grid; then a row is one group.</param>
internal readonly record struct GridShape(int Columns, int Bits, int Group, bool IsWhole = false)
{
    /// <summary>Length of every group but the last.</summary>
    public int Length => Group == 0 ? Columns : Math.Min(Group, Columns);

    /// <summary>Groups of a row.</summary>
    public int Groups => (Columns + Length - 1) / Length;

    /// <summary>The highest level.</summary>
    public int LastLevel => (1 << Bits) - 1;

    /// <summary>The level that means zero where the grid is symmetric.</summary>
    public byte MiddleLevel => (byte)(1 << (Bits - 1));

    /// <summary>The group of an input.</summary>
    public int GroupOf(int column) => column / Length;

    /// <summary>The inputs of a group.</summary>
    public (int Start, int End) Range(int group) => (group * Length, Math.Min((group + 1) * Length, Columns));

    /// <summary>Grids of so many rows.</summary>
    public int Grids(int rows) => IsWhole ? 1 : checked(rows * Groups);

    /// <summary>Index of the first grid of a row; those of its other groups follow.</summary>
    public int FirstGrid(int row) => IsWhole ? 0 : row * Groups;

    /// <summary>Bytes of the scales and zero levels of so many rows.</summary>
    public long GridBytes(int rows, bool symmetric, int scaleSize) =>
        (long)Grids(rows) * scaleSize + (symmetric ? 0 : PackedIntegers.ByteSizeFor(Bits, Grids(rows)));
}
