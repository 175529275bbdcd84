namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Products with a sparse right-hand side. Where A is finite they have the bits that <see cref="Gemm"/> gives for the same matrix: a
/// fused multiply-add with a weight of zero changes no sum, so leaving it out does not either. (Only the sign of a zero can differ, where
/// a product too small for a single came before.)
/// </summary>
internal static unsafe class SparseGemm
{
    /// <summary>Up to so many rows of A are multiplied one by one; more of them in blocks.</summary>
    public const int MostSingleRows = 4;

    // Rows of A that are packed at once.
    private const int ChunkRows = 512;

    /// <summary>C = A·Bᵀ, or C += A·Bᵀ. A is [m, k], B [n, k], C [m, n].</summary>
    public static void MultiplyTransposed(MatrixView a, SparsePanels b, MatrixView c, WorkerPool pool, bool accumulate = false) =>
        MultiplyTransposed(SparseKernel.Best, a, b, c, pool, accumulate);

    /// <summary>The same with a given kernel, for the tests that compare them.</summary>
    public static void MultiplyTransposed(SparseKernel kernel, MatrixView a, SparsePanels b, MatrixView c, WorkerPool pool, bool accumulate)
    {
        if (a.Columns != b.Columns || c.Rows != a.Rows || c.Columns != b.Rows)
            throw new ArgumentException($"A [{a.Rows}, {a.Columns}] · B [{b.Rows}, {b.Columns}]ᵀ does not give C [{c.Rows}, {c.Columns}].");
        if (a.Rows <= MostSingleRows) pool.For(b.Windows.Length, w => SparseRows.Run(kernel, a, b.Windows[w], c, accumulate));
        else
            for (int first = 0; first < a.Rows; first += ChunkRows)
            {
                int rows = Math.Min(ChunkRows, a.Rows - first);
                MultiplyChunk(kernel, a.RowRange(first, rows), b, c.RowRange(first, rows), pool, accumulate);
            }
        GC.KeepAlive(b);
    }

    private static void MultiplyChunk(SparseKernel kernel, MatrixView a, SparsePanels b, MatrixView c, WorkerPool pool, bool accumulate)
    {
        var blocks = SparseBlock.Cut(a.Rows);
        float* packed = GemmScratch.Current.PackedA((blocks[^1].FirstRow + blocks[^1].Width) * a.Columns);
        int strips = (a.Columns + SparseWindow.StripColumns - 1) / SparseWindow.StripColumns;
        pool.For(blocks.Length * strips, t => blocks[t / strips].Pack(a, t % strips, packed));
        pool.For(blocks.Length * b.Windows.Length, t => blocks[t % blocks.Length].Run(kernel, packed, b.Windows[t / blocks.Length], c, accumulate, a.Columns));
    }
}
