namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>Which weights of a matrix share a scale.</summary>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs.</param>
/// <param name="Block">Consecutive weights that share a scale.</param>
/// <param name="AcrossRows">Whether blocks go on from row to row; otherwise each row begins a block, and its last one may be short.</param>
internal readonly record struct CodebookShape(int Rows, int Columns, int Block, bool AcrossRows)
{
    /// <summary>The largest length into which every row can be cut from its beginning without cutting across a block.</summary>
    public int CommonBlock => AcrossRows ? (int)System.Numerics.BigInteger.GreatestCommonDivisor(Block, Columns) : Math.Min(Block, Columns);

    private long BlocksOfRow => ((long)Columns + Block - 1) / Block;

    /// <summary>Blocks of the matrix.</summary>
    public int Blocks => checked((int)(AcrossRows ? ((long)Rows * Columns + Block - 1) / Block : Rows * BlocksOfRow));

    /// <summary>The block of a weight.</summary>
    public int BlockOf(int row, int column) => (int)(AcrossRows ? ((long)row * Columns + column) / Block : row * BlocksOfRow + column / Block);
}
