namespace MLNetHemorrhage.Numerics;

/// <summary>Products of a matrix with its own transpose.</summary>
internal static class Gram
{
    private const int MirrorSide = 64;

    /// <summary>
    /// gram += xᵀx for x [samples, features] and gram [features, features], which is symmetric before and after: half of it is
    /// computed, the other half mirrored.
    /// </summary>
    public static void Accumulate(MatrixView x, Matrix gram, WorkerPool pool)
    {
        AccumulateLower(x, gram, pool);
        Mirror(gram, pool);
    }

    /// <summary>The same without the mirroring: what stands above the diagonal is not to be read.</summary>
    public static void AccumulateLower(MatrixView x, Matrix gram, WorkerPool pool)
    {
        if (gram.Rows != x.Columns || gram.Columns != x.Columns)
            throw new ArgumentException($"xᵀx of x [{x.Rows}, {x.Columns}] does not fit into [{gram.Rows}, {gram.Columns}].", nameof(gram));
        Gemm.Multiply(x, true, x, false, gram.View, pool, accumulate: true, lowerOnly: true);
        GC.KeepAlive(gram);
    }

    /// <summary>Copies what stands below the diagonal to the place above it.</summary>
    public static void Mirror(Matrix gram, WorkerPool pool)
    {
        int blocks = (gram.Rows + MirrorSide - 1) / MirrorSide;
        pool.For(blocks, block => Mirror(gram.View, block * MirrorSide, Math.Min(gram.Rows, (block + 1) * MirrorSide)));
        GC.KeepAlive(gram);
    }

    // Copies columns first … last - 1, below the diagonal, to the rows of the same numbers; by blocks, because walking down the
    // columns of a large matrix misses the cache at every step.
    private static unsafe void Mirror(MatrixView gram, int first, int last)
    {
        const int Side = Transposition.Side;
        nint stride = gram.Stride;
        for (int left = first; left < last; left += Side)
            for (int top = left; top < gram.Rows; top += Side)
            {
                float* from = gram.Pointer + top * stride + left, to = gram.Pointer + left * stride + top;
                if (Transposition.IsSupported && top > left && left + Side <= last && top + Side <= gram.Rows)
                {
                    Transposition.Block(from, stride, Side, to, stride);
                    continue;
                }
                for (int i = left; i < Math.Min(left + Side, last); i++)
                    for (int j = Math.Max(top, i + 1); j < Math.Min(top + Side, gram.Rows); j++)
                        gram.Pointer[i * stride + j] = gram.Pointer[j * stride + i];
            }
    }
}
