namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// How many weights go. Rows differ by at most one where inputs · sparsity is not whole, so that the sum over the rows is the exact
/// count of the matrix; where it is whole every row loses exactly that many.
/// </summary>
internal static class RowShare
{
    /// <summary>round(rows · columns · sparsity), half to even.</summary>
    public static int Total(int rows, int columns, double sparsity) => (int)Math.Round((double)rows * columns * sparsity);

    /// <summary>The part of the total that falls on one row.</summary>
    public static int Of(int row, int columns, double sparsity) => Total(row + 1, columns, sparsity) - Total(row, columns, sparsity);
}
