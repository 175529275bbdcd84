namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Matrix products in single precision. Element (i, j) is a chain of fused multiply-adds over k in rising order, in slices of
/// <see cref="SliceLength"/> whose sums are added in order; every instruction set and any number of threads give the same bits.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>Longest chain of fused multiply-adds; part of the definition of the result.</summary>
    public const int SliceLength = 512;

    /// <summary>C = A·Bᵀ, or C += A·Bᵀ. A is [m, k], B [n, k], C [m, n].</summary>
    public static void MultiplyTransposed(MatrixView a, PackedMatrix b, MatrixView c, WorkerPool pool, bool accumulate = false)
    {
        if (a.Columns != b.Columns || c.Rows != a.Rows || c.Columns != b.Rows)
            throw new ArgumentException($"A [{a.Rows}, {a.Columns}] · B [{b.Rows}, {b.Columns}]ᵀ does not give C [{c.Rows}, {c.Columns}].");
        pool.For(a.Rows, i =>
        {
            var x = a.Row(i);
            for (int j = 0; j < b.Rows; j++)
            {
                var panel = b.Panels.Row(j / PackedMatrix.PanelRows);
                float sum = accumulate ? c.Row(i)[j] : 0;
                for (int k0 = 0; k0 < a.Columns; k0 += SliceLength)
                {
                    float part = 0;
                    for (int k = k0; k < Math.Min(k0 + SliceLength, a.Columns); k++)
                        part = MathF.FusedMultiplyAdd(x[k], panel[k * PackedMatrix.PanelRows + j % PackedMatrix.PanelRows], part);
                    sum += part;
                }
                c.Row(i)[j] = sum;
            }
        });
    }

    /// <summary>C = op(A)·op(B), or C += …; op is the transpose where asked.</summary>
    public static void Multiply(MatrixView a, bool transposeA, MatrixView b, bool transposeB, MatrixView c, WorkerPool pool, bool accumulate = false)
    {
        var left = transposeA ? Transpose(a) : a;
        var right = transposeB ? b : Transpose(b);
        MultiplyTransposed(left, PackedMatrix.Pack(right, pool), c, pool, accumulate);
    }

    private static MatrixView Transpose(MatrixView a)
    {
        var t = new Matrix(a.Columns, a.Rows);
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < a.Columns; j++)
                t[j, i] = a.Row(i)[j];
        return t.View;
    }
}
