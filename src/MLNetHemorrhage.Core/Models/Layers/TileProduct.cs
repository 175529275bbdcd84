using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Products of small matrices that stay in cache, without packing: attention's. Each element is a chain of fused
/// multiply-adds over the depth in rising order, added to what C held where asked.
/// </summary>
internal static unsafe class TileProduct
{
    /// <summary>Rows of C come in multiples of this.</summary>
    public const int RowStep = 8;

    /// <summary>Columns of B and C come in multiples of this.</summary>
    public const int ColumnStep = 16;

    /// <summary>
    /// C [rows, columns] = A·B, or C += A·B. Element (i, k) of A is a[i * aRow + k * aDepth]; B [depth, columns] and C are row-major.
    /// </summary>
    [SkipLocalsInit]
    public static void Multiply(float* a, nint aRow, nint aDepth, float* b, nint bRow, float* c, nint cRow, int rows, int columns, int depth, bool accumulate)
    {
        for (int j = 0; j < columns;)
        {
            bool wide = columns - j >= 2 * ColumnStep;
            for (int i = 0; i < rows; i += RowStep)
            {
                if (wide) Wide(a + i * aRow, aRow, aDepth, b + j, bRow, c + i * cRow + j, cRow, depth, accumulate);
                else Narrow(a + i * aRow, aRow, aDepth, b + j, bRow, c + i * cRow + j, cRow, depth, accumulate);
            }
            j += wide ? 2 * ColumnStep : ColumnStep;
        }
    }

    private static void Wide(float* a, nint aRow, nint aDepth, float* b, nint bRow, float* c, nint cRow, int depth, bool accumulate)
    {
        Vector512<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<float> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        nint aRow3 = 3 * aRow, aRow5 = 5 * aRow, aRow7 = 7 * aRow;
        for (int k = 0; k < depth; k++)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + ColumnStep);
            var x = Vector512.Create(a[0]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[aRow]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[2 * aRow]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a[aRow3]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a[4 * aRow]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a[aRow5]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(a[2 * aRow3]);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a[aRow7]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            a += aDepth;
            b += bRow;
        }
        Store(c, c00, c01, accumulate);
        Store(c + cRow, c10, c11, accumulate);
        Store(c + 2 * cRow, c20, c21, accumulate);
        Store(c + 3 * cRow, c30, c31, accumulate);
        Store(c + 4 * cRow, c40, c41, accumulate);
        Store(c + 5 * cRow, c50, c51, accumulate);
        Store(c + 6 * cRow, c60, c61, accumulate);
        Store(c + 7 * cRow, c70, c71, accumulate);
    }

    private static void Narrow(float* a, nint aRow, nint aDepth, float* b, nint bRow, float* c, nint cRow, int depth, bool accumulate)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        nint aRow3 = 3 * aRow, aRow5 = 5 * aRow, aRow7 = 7 * aRow;
        for (int k = 0; k < depth; k++)
        {
            var y = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), y, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), y, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * aRow]), y, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow3]), y, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a[4 * aRow]), y, c4);
            c5 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow5]), y, c5);
            c6 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * aRow3]), y, c6);
            c7 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow7]), y, c7);
            a += aDepth;
            b += bRow;
        }
        Store(c, c0, accumulate);
        Store(c + cRow, c1, accumulate);
        Store(c + 2 * cRow, c2, accumulate);
        Store(c + 3 * cRow, c3, accumulate);
        Store(c + 4 * cRow, c4, accumulate);
        Store(c + 5 * cRow, c5, accumulate);
        Store(c + 6 * cRow, c6, accumulate);
        Store(c + 7 * cRow, c7, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector512<float> left, Vector512<float> right, bool accumulate)
    {
        Store(c, left, accumulate);
        Store(c + ColumnStep, right, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector512<float> value, bool accumulate) =>
        (accumulate ? Vector512.Load(c) + value : value).Store(c);
}
