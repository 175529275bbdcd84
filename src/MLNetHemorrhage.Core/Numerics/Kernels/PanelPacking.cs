using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>Copies a strip of a matrix into the order a kernel reads: [depth][width], missing rows as zeros.</summary>
internal static unsafe class PanelPacking
{
    /// <summary>What a packing may write past its end; the next panel, packed after it, overwrites that.</summary>
    public const int Overrun = Transposition.Side;

    /// <summary>to[k * width + r] = from[r * stride + k]. Overruns only where width is below 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromRows(float* from, nint stride, int rows, int depth, float* to, int width)
    {
        if (width == 1)
        {
            Buffer.MemoryCopy(from, to, depth * sizeof(float), depth * sizeof(float));
            return;
        }
        int k = 0;
        if (Transposition.IsSupported)
        {
            for (; k <= depth - Transposition.Side; k += Transposition.Side)
                for (int r = 0; r < width; r += Transposition.Side)
                    Transposition.Block(from + r * stride + k, stride, rows - r, to + (nint)k * width + r, width);
        }
        for (; k < depth; k++)
        {
            float* target = to + (nint)k * width;
            for (int r = 0; r < rows; r++) target[r] = from[r * stride + k];
            for (int r = rows; r < width; r++) target[r] = 0;
        }
    }

    /// <summary>to[k * width + r] = from[k * stride + r].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromColumns(float* from, nint stride, int rows, int depth, float* to, int width)
    {
        if (rows == PackedMatrix.PanelRows)
        {
            for (int k = 0; k < depth; k++, from += stride, to += width)
            {
                Vector512.Load(from).Store(to);
                Vector512.Load(from + Vector512<float>.Count).Store(to + Vector512<float>.Count);
            }
            return;
        }
        for (int k = 0; k < depth; k++, from += stride, to += width)
        {
            int r = 0;
            for (; r <= rows - Vector128<float>.Count; r += Vector128<float>.Count) Vector128.Load(from + r).Store(to + r);
            for (; r < rows; r++) to[r] = from[r];
            for (; r < width; r++) to[r] = 0;
        }
    }
}
