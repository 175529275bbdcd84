namespace MLNetHemorrhage.Numerics;

/// <summary>
/// A = MᵀM of a symmetric positive definite matrix, M lower triangular: the Cholesky factor of the reversed matrix, reversed, which gives
/// the inverse of A by one inversion of M. By blocks from the last to the first: double precision inside the blocks on the diagonal,
/// single precision products elsewhere. The bits do not depend on the number of threads.
/// </summary>
internal static class Cholesky
{
    // Large enough that products make up nearly all of the work, small enough for the second-level cache.
    private const int Side = 256;

    // Columns of an inverse that one product makes.
    private const int Strip = 512;

    // What is left of an element of the diagonal, as a share of it, that single precision cannot tell from nothing.
    private const double LeastPivot = 1e-7;

    /// <summary>Replaces A, of which the lower half is read, by M, with zeros above the diagonal; false where A is not positive definite, with A destroyed.</summary>
    public static bool TryFactor(Matrix a, WorkerPool pool, CancellationToken cancellation = default)
    {
        var (block, inverse) = (new double[Side * Side], new double[Side * Side]);
        var memory = new Matrix(Side, a.Columns);
        double[] least = [.. Enumerable.Range(0, a.Rows).Select(j => LeastPivot * a[j, j])];
        for (int start = (a.Rows - 1) / Side * Side; start >= 0; start -= Side)
        {
            cancellation.ThrowIfCancellationRequested();
            int side = Math.Min(Side, a.Rows - start);
            Load(a, start, side, block);
            if (!Triangle.TryFactor(block, side, least.AsSpan(start, side))) return false;
            Store(block, side, a, start);
            if (start == 0) continue;
            Triangle.Invert(block, inverse, side);
            var panel = a.View.Slice(start, side, 0, start);
            var negative = memory.View.Slice(0, side, 0, start);
            Gemm.Multiply(Negative(inverse, side).View, true, panel, false, negative, pool);
            Negate(negative, panel, pool);
            Gemm.Multiply(negative, true, panel, false, a.View.Slice(0, start, 0, start), pool, accumulate: true, lowerOnly: true);
        }
        GC.KeepAlive(memory);
        return true;
    }

    /// <summary>Replaces M by its inverse, which is lower triangular too.</summary>
    public static void Invert(Matrix m, WorkerPool pool, CancellationToken cancellation = default)
    {
        var (block, inverse) = (new double[Side * Side], new double[Side * Side]);
        var memory = new Matrix(Side, m.Columns);
        for (int start = 0; start < m.Rows; start += Side)
        {
            cancellation.ThrowIfCancellationRequested();
            int side = Math.Min(Side, m.Rows - start);
            Load(m, start, side, block);
            Triangle.Invert(block, inverse, side);
            var panel = m.View.Slice(start, side, 0, start);
            if (start > 0)
            {
                var left = memory.View.Slice(0, side, 0, start);
                Gemm.Multiply(Negative(inverse, side).View, false, panel, false, left, pool);
                for (int first = 0; first < start; first += Strip)
                {
                    int columns = Math.Min(Strip, start - first), depth = start - first;
                    Gemm.Multiply(left.ColumnRange(first, depth), false, m.View.Slice(first, depth, first, columns), false, panel.ColumnRange(first, columns), pool);
                }
            }
            Store(inverse, side, m, start);
        }
        GC.KeepAlive(memory);
    }

    /// <summary>Writes A⁻¹ = N·Nᵀ for the inverse N of M; symmetric to the bit.</summary>
    public static void Square(Matrix inverseFactor, Matrix result, WorkerPool pool, CancellationToken cancellation = default)
    {
        int side = inverseFactor.Rows;
        for (int first = 0; first < side; first += Strip)
        {
            cancellation.ThrowIfCancellationRequested();
            int columns = Math.Min(Strip, side - first), depth = first + columns;
            var rows = inverseFactor.View.Slice(first, side - first, 0, depth);
            Gemm.Multiply(rows, false, rows.RowRange(0, columns), true, result.View.Slice(first, side - first, first, columns), pool);
        }
        Gram.Mirror(result, pool);
        GC.KeepAlive(inverseFactor);
    }

    private static void Load(Matrix a, int start, int side, Span<double> block)
    {
        for (int i = 0; i < side; i++)
            for (int j = 0; j <= i; j++) block[i * side + j] = a[start + i, start + j];
    }

    // Clears what stands to the right of the block's triangle.
    private static void Store(ReadOnlySpan<double> block, int side, Matrix a, int start)
    {
        for (int i = 0; i < side; i++)
        {
            var row = a.Row(start + i)[start..];
            for (int j = 0; j <= i; j++) row[j] = (float)block[i * side + j];
            row[(i + 1)..].Clear();
        }
    }

    private static Matrix Negative(ReadOnlySpan<double> triangle, int side)
    {
        var matrix = new Matrix(side, side);
        for (int i = 0; i < side; i++)
            for (int j = 0; j <= i; j++) matrix[i, j] = (float)-triangle[i * side + j];
        return matrix;
    }

    private static void Negate(MatrixView from, MatrixView to, WorkerPool pool) => pool.For(from.Rows, r =>
    {
        var source = from.Row(r);
        var target = to.Row(r);
        for (int j = 0; j < source.Length; j++) target[j] = -source[j];
    });
}
