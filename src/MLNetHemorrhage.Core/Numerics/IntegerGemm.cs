namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Products of rounded inputs with integer codes in integer arithmetic. With S_g the sum of level · (code - zero) over group g, exact in 32 bits, an element
/// is (… fma(S_1, scale_1, S_0 · scale_0) …) · the scale of its row, in single precision, groups in order: the same bits on every processor and for any
/// number of threads.
/// </summary>
internal static unsafe class IntegerGemm
{
    // Blocks of rows that a task multiplies with a panel: they stay in a cache from panel to panel.
    private const int BlocksPerTask = 16;

    // Rows that are packed at once.
    private const int ChunkRows = 6 * BlocksPerTask * IntegerKernel.BlockRows;

    /// <summary>C = A·Bᵀ, or C += A·Bᵀ. A is [m, k], B [n, k] of a form that <see cref="IntegerLayout.Fits"/>, C [m, n].</summary>
    public static void MultiplyTransposed(TokenLevels a, QuantizedPanels b, MatrixView c, WorkerPool pool, bool accumulate = false) =>
        MultiplyTransposed(IntegerKernel.Best, a, b, c, pool, accumulate);

    /// <summary>The same with a given kernel, for the tests that compare them.</summary>
    public static void MultiplyTransposed(IntegerKernel kernel, TokenLevels a, QuantizedPanels b, MatrixView c, WorkerPool pool, bool accumulate)
    {
        if (a.Columns != b.Columns || c.Rows != a.Rows || c.Columns != b.Rows)
            throw new ArgumentException($"A [{a.Rows}, {a.Columns}] · B [{b.Rows}, {b.Columns}]ᵀ does not give C [{c.Rows}, {c.Columns}].");
        var layout = new IntegerLayout(b);
        for (int first = 0; first < a.Rows; first += ChunkRows) MultiplyChunk(kernel, layout, a, first, Math.Min(ChunkRows, a.Rows - first), b, c, pool, accumulate);
        GC.KeepAlive(b);
    }

    private static void MultiplyChunk(IntegerKernel kernel, IntegerLayout layout, TokenLevels a, int first, int rows, QuantizedPanels b, MatrixView c, WorkerPool pool, bool accumulate)
    {
        int height = rows == 1 ? 1 : IntegerKernel.BlockRows, blocks = (rows + height - 1) / height, length = height * (layout.Words + layout.Groups);
        int* packed = (int*)GemmScratch.Current.PackedA(blocks * length);
        pool.For(blocks, block => IntegerPacking.Pack(layout, a, first + block * height, height, packed + block * length));
        int tasks = (blocks + BlocksPerTask - 1) / BlocksPerTask;
        pool.For(tasks * b.Panels, t =>
        {
            float* results = stackalloc float[IntegerKernel.BlockRows * QuantizedPanels.Lanes];
            int panel = t % b.Panels, firstBlock = t / b.Panels * BlocksPerTask;
            for (int block = firstBlock; block < Math.Min(blocks, firstBlock + BlocksPerTask); block++)
            {
                int* levels = packed + block * length;
                new Span<float>(results, height * QuantizedPanels.Lanes).Clear();
                kernel.Multiply(layout, b.Slice(panel, 0), levels, levels + height * layout.Words, height, results);
                Store(a, first + block * height, height, results, c, panel * QuantizedPanels.Lanes, accumulate);
            }
        });
    }

    private static void Store(TokenLevels a, int firstRow, int height, float* results, MatrixView c, int firstColumn, bool accumulate)
    {
        int count = Math.Min(QuantizedPanels.Lanes, c.Columns - firstColumn);
        for (int r = 0; r < Math.Min(height, a.Rows - firstRow); r++, results += QuantizedPanels.Lanes)
        {
            float scale = a.Scale(firstRow + r);
            var row = c.Row(firstRow + r).Slice(firstColumn, count);
            for (int j = 0; j < count; j++) row[j] = accumulate ? row[j] + results[j] * scale : results[j] * scale;
        }
    }
}
