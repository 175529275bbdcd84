using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>Rows of A that meet a sparse right-hand side together: packed [columns][width], so that a weight multiplies neighbours.</summary>
/// <param name="FirstRow">First row of A.</param>
/// <param name="Rows">Rows of A; the rest of the width is zero.</param>
/// <param name="Width"><see cref="SparseKernel.Wide"/> or <see cref="SparseKernel.Narrow"/>.</param>
internal readonly unsafe record struct SparseBlock(int FirstRow, int Rows, int Width)
{
    /// <summary>Wide blocks; at the end narrow ones where two of them are enough.</summary>
    public static SparseBlock[] Cut(int rows)
    {
        var blocks = new List<SparseBlock>();
        for (int first = 0; first < rows;)
        {
            int left = rows - first, width = left > 2 * SparseKernel.Narrow ? SparseKernel.Wide : SparseKernel.Narrow;
            blocks.Add(new(first, Math.Min(width, left), width));
            first += width;
        }
        return [.. blocks];
    }

    /// <summary>Packs a strip of columns to its place behind <paramref name="packed"/>, where blocks lie one behind the other.</summary>
    public void Pack(MatrixView a, int strip, float* packed)
    {
        int k = strip * SparseWindow.StripColumns, depth = Math.Min(SparseWindow.StripColumns, a.Columns - k);
        PanelPacking.FromRows(a.Pointer + (nint)FirstRow * a.Stride + k, a.Stride, Rows, depth, Strip(packed, a.Columns, strip), Width);
    }

    /// <summary>Computes the block's rows and the window's columns of C.</summary>
    public void Run(SparseKernel kernel, float* packed, SparseWindow window, MatrixView c, bool accumulate, int depth)
    {
        int length = SparseWindow.MaxRows * Width;
        float* sums = GemmScratch.Current.Rows(2 * length), totals = sums + length;
        float* corner = c.Pointer + (nint)FirstRow * c.Stride + window.FirstRow;
        if (accumulate) PanelPacking.FromRows(corner, c.Stride, Rows, window.Rows, totals, Width);
        for (int s0 = 0; s0 < window.Strips; s0 += SparseWindow.StripsPerSlice)
        {
            new Span<float>(sums, length).Clear();
            for (int s = s0; s < Math.Min(window.Strips, s0 + SparseWindow.StripsPerSlice); s++)
            {
                if (Width == SparseKernel.Wide) kernel.RunWide(window, s, Strip(packed, depth, s), sums);
                else kernel.RunNarrow(window, s, Strip(packed, depth, s), sums);
            }
            bool add = accumulate || s0 > 0;
            for (int i = 0; i < window.Rows * Width; i += Vector512<float>.Count)
                (add ? Vector512.Load(totals + i) + Vector512.Load(sums + i) : Vector512.Load(sums + i)).Store(totals + i);
        }
        Unpack(totals, window.Rows, corner, c.Stride);
    }

    private float* Strip(float* packed, int depth, int strip) => packed + (nint)FirstRow * depth + (nint)strip * SparseWindow.StripColumns * Width;

    // The transpose of [outputs][width] to rows of C.
    private void Unpack(float* totals, int outputs, float* c, nint stride)
    {
        const int Side = Transposition.Side;
        for (int i = 0; i < Rows; i += Side)
            for (int j = 0; j < outputs; j += Side)
            {
                int rows = Math.Min(Side, Rows - i), columns = Math.Min(Side, outputs - j);
                if (Transposition.IsSupported && rows == Side && columns == Side)
                {
                    Transposition.Block(totals + j * Width + i, Width, Side, c + i * stride + j, stride);
                    continue;
                }
                for (int y = 0; y < rows; y++)
                    for (int x = 0; x < columns; x++) c[(i + y) * stride + j + x] = totals[(j + x) * Width + i + y];
            }
    }
}
