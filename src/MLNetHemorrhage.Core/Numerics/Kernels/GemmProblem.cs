using System.Runtime.CompilerServices;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// One product and the loops around its kernel, blocked after Goto and van de Geijn ("Anatomy of high-performance matrix
/// multiplication", 2008): a slice of a block of A is packed to stay in the second-level cache, then meets every panel of B.
/// </summary>
internal readonly unsafe struct GemmProblem(MicroKernel kernel, MatrixView a, bool transposeA, GemmOperand b, MatrixView c, bool accumulate, bool lowerOnly)
{
    private const int PanelWidth = PackedMatrix.PanelRows;

    public MatrixView C => c;

    public GemmOperand B => b;

    public bool LowerOnly => lowerOnly;

    /// <summary>Panels of A, and so of rows of C.</summary>
    public int RowPanels => (c.Rows + kernel.Rows - 1) / kernel.Rows;

    /// <summary>Panels of B, and so of columns of C.</summary>
    public int ColumnPanels => (c.Columns + PanelWidth - 1) / PanelWidth;

    /// <summary>Rows of a panel of A.</summary>
    public int PanelRows => kernel.Rows;

    /// <summary>Computes the tiles of the row panels p0 … p1 - 1 and the column panels q0 … q1 - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int p0, int p1, int q0, int q1)
    {
        var scratch = GemmScratch.Current;
        int depth = b.Depth, height = kernel.Rows;
        float* packed = scratch.PackedA((p1 - p0) * height * Math.Min(depth, Gemm.SliceLength) + PanelPacking.Overrun);
        if (lowerOnly) q1 = Math.Min(q1, (Math.Min(p1 * height, c.Rows) - 1) / PanelWidth + 1);
        for (int k0 = 0; k0 < depth; k0 += Gemm.SliceLength)
        {
            int slice = Math.Min(Gemm.SliceLength, depth - k0);
            bool add = accumulate || k0 > 0;
            for (int p = p0; p < p1; p++) PackA(p, k0, slice, packed + (nint)(p - p0) * height * slice);
            for (int q = q0; q < q1; q++)
            {
                float* panel = b.Slice(q, k0, slice, scratch);
                int columns = Math.Min(PanelWidth, c.Columns - q * PanelWidth);
                for (int p = p0; p < p1; p++)
                {
                    int rows = Math.Min(height, c.Rows - p * height);
                    if (lowerOnly && q * PanelWidth >= p * height + rows) continue;
                    float* target = c.Pointer + (nint)p * height * c.Stride + q * PanelWidth;
                    Tile(rows, columns, slice, packed + (nint)(p - p0) * height * slice, panel, target, add, scratch);
                }
            }
        }
    }

    private void PackA(int p, int k0, int slice, float* to)
    {
        int first = p * kernel.Rows, rows = Math.Min(kernel.Rows, c.Rows - first), width = kernel.Fit(rows);
        if (transposeA) PanelPacking.FromColumns(a.Pointer + (nint)k0 * a.Stride + first, a.Stride, rows, slice, to, width);
        else PanelPacking.FromRows(a.Pointer + (nint)first * a.Stride + k0, a.Stride, rows, slice, to, width);
    }

    private void Tile(int rows, int columns, int depth, float* packedA, float* panel, float* target, bool add, GemmScratch scratch)
    {
        int fit = kernel.Fit(rows);
        if (fit == rows && columns == PanelWidth)
        {
            kernel.Run(fit, depth, packedA, panel, target, c.Stride, add);
            return;
        }
        // The kernel would write past the edge of C.
        float* tile = scratch.Tile.View.Pointer;
        kernel.Run(fit, depth, packedA, panel, tile, PanelWidth, false);
        for (int i = 0; i < rows; i++)
        {
            var from = new Span<float>(tile + i * PanelWidth, columns);
            var to = new Span<float>(target + (nint)i * c.Stride, columns);
            if (!add) from.CopyTo(to);
            else for (int j = 0; j < columns; j++) to[j] += from[j];
        }
    }
}
