namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Matrix products in single precision. Element (i, j) is a chain of fused multiply-adds over k in rising order, in slices of
/// <see cref="SliceLength"/> whose sums are added in order; every instruction set and any number of threads give the same bits.
/// Small products inside a <see cref="WorkerPool.For"/> run on the calling thread and allocate nothing.
/// </summary>
internal static class Gemm
{
    /// <summary>Longest chain of fused multiply-adds; part of the definition of the result.</summary>
    public const int SliceLength = 512;

    /// <summary>C = A·Bᵀ, or C += A·Bᵀ. A is [m, k], B [n, k], C [m, n].</summary>
    public static void MultiplyTransposed(MatrixView a, PackedMatrix b, MatrixView c, WorkerPool pool, bool accumulate = false)
    {
        if (a.Columns != b.Columns || c.Rows != a.Rows || c.Columns != b.Rows)
            throw new ArgumentException($"A [{a.Rows}, {a.Columns}] · B [{b.Rows}, {b.Columns}]ᵀ does not give C [{c.Rows}, {c.Columns}].");
        Run(new(MicroKernel.Best, a, false, GemmOperand.Packed(b), c, accumulate, lowerOnly: false), pool, accumulate);
        GC.KeepAlive(b);
    }

    /// <summary>
    /// C = op(A)·op(B), or C += …; op is the transpose where asked. <paramref name="lowerOnly"/> leaves out the tiles of C that
    /// lie wholly above the diagonal (column above row), whose old contents stay; elements above the diagonal inside other
    /// tiles are computed.
    /// </summary>
    public static void Multiply(
        MatrixView a, bool transposeA, MatrixView b, bool transposeB, MatrixView c, WorkerPool pool, bool accumulate = false, bool lowerOnly = false) =>
        Multiply(MicroKernel.Best, a, transposeA, b, transposeB, c, pool, accumulate, lowerOnly);

    /// <summary>The same with a given kernel, for the tests that compare them.</summary>
    public static void Multiply(
        MicroKernel kernel, MatrixView a, bool transposeA, MatrixView b, bool transposeB, MatrixView c, WorkerPool pool, bool accumulate, bool lowerOnly)
    {
        var right = GemmOperand.Plain(b, transposeB);
        var (rows, depth) = transposeA ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        if (depth != right.Depth || c.Rows != rows || c.Columns != right.Outputs)
            throw new ArgumentException($"[{rows}, {depth}] · [{right.Depth}, {right.Outputs}] does not give C [{c.Rows}, {c.Columns}].");
        Run(new(kernel, a, transposeA, right, c, accumulate, lowerOnly), pool, accumulate);
    }

    /// <summary>Computes a problem on all threads of the pool.</summary>
    public static void Run(in GemmProblem problem, WorkerPool pool, bool accumulate)
    {
        var c = problem.C;
        if (c.Rows == 0 || c.Columns == 0) return;
        if (problem.B.Depth == 0)
        {
            for (int i = 0; i < c.Rows && !accumulate; i++) c.Row(i).Clear();
            return;
        }
        var grid = GemmGrid.For(problem, pool.Threads);
        if (grid.Count == 1) problem.Run(0, problem.RowPanels, 0, problem.ColumnPanels);
        else RunGrid(problem, grid, pool);
    }

    // Apart, so that the closure is allocated only here.
    private static void RunGrid(GemmProblem problem, GemmGrid grid, WorkerPool pool)
    {
        int rows = problem.RowPanels, columns = problem.ColumnPanels;
        pool.For(grid.Count, t =>
        {
            int i = t % grid.RowBlocks, j = t / grid.RowBlocks;
            problem.Run(Start(rows, grid.RowBlocks, i), Start(rows, grid.RowBlocks, i + 1), Start(columns, grid.ColumnBlocks, j), Start(columns, grid.ColumnBlocks, j + 1));
        });
    }

    private static int Start(int panels, int blocks, int block) => (int)((long)panels * block / blocks);
}
