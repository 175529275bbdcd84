namespace MLNetHemorrhage.Numerics;

/// <summary>Products with a right-hand side held as integer codes. They have the bits that <see cref="Gemm"/> gives for the values of the codes.</summary>
internal static unsafe class QuantizedGemm
{
    // So many weights against one row are worth a task.
    private const int TaskSize = 1 << 17;

    /// <summary>C = A·Bᵀ, or C += A·Bᵀ. A is [m, k], B [n, k], C [m, n].</summary>
    public static void MultiplyTransposed(MatrixView a, QuantizedPanels b, MatrixView c, WorkerPool pool, bool accumulate = false) =>
        MultiplyTransposed(QuantizedKernel.Best, a, b, c, pool, accumulate);

    /// <summary>The same with a given kernel, for the tests that compare them.</summary>
    public static void MultiplyTransposed(QuantizedKernel kernel, MatrixView a, QuantizedPanels b, MatrixView c, WorkerPool pool, bool accumulate)
    {
        if (a.Columns != b.Columns || c.Rows != a.Rows || c.Columns != b.Rows)
            throw new ArgumentException($"A [{a.Rows}, {a.Columns}] · B [{b.Rows}, {b.Columns}]ᵀ does not give C [{c.Rows}, {c.Columns}].");
        if (a.Rows <= QuantizedRowKernel.MostRows && kernel is QuantizedRowKernel rows) MultiplyRows(rows, a, b, c, pool, accumulate);
        else Gemm.Run(new(MicroKernel.Best, a, false, GemmOperand.Quantized(b, kernel), c, accumulate, lowerOnly: false), pool, accumulate);
        GC.KeepAlive(b);
    }

    private static void MultiplyRows(QuantizedRowKernel kernel, MatrixView a, QuantizedPanels b, MatrixView c, WorkerPool pool, bool accumulate)
    {
        int each = Math.Max(1, TaskSize / (b.Columns * QuantizedPanels.Lanes));
        pool.For((b.Panels + each - 1) / each, t =>
        {
            for (int p = t * each; p < Math.Min(b.Panels, (t + 1) * each); p++) MultiplyPanel(kernel, a, b, p, c, accumulate);
        });
    }

    private static void MultiplyPanel(QuantizedRowKernel kernel, MatrixView a, QuantizedPanels b, int panel, MatrixView c, bool accumulate)
    {
        const int Lanes = QuantizedPanels.Lanes;
        float* sums = stackalloc float[QuantizedRowKernel.MostRows * Lanes];
        int first = panel * Lanes, count = Math.Min(Lanes, b.Rows - first);
        for (int s = 0; s < b.Slices; s++)
        {
            kernel.Multiply(b.Format, b.Runs(s), b.Slice(panel, s), a.Pointer + s * Gemm.SliceLength, a.Stride, a.Rows, sums);
            bool add = accumulate || s > 0;
            for (int i = 0; i < a.Rows; i++)
            {
                float* target = c.Pointer + (nint)i * c.Stride + first, row = sums + i * Lanes;
                for (int j = 0; j < count; j++) target[j] = add ? target[j] + row[j] : row[j];
            }
        }
    }
}
