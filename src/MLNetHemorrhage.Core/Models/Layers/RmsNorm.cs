using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Root-mean-square norm (Zhang and Sennrich 2019): y = x / sqrt(mean(x²) + ε) · gain, row by row.</summary>
internal static unsafe class RmsNorm
{
    /// <summary>y [tokens, width] from x [tokens, width] and gains [width]; y may be x.</summary>
    /// <param name="x">What is normed.</param>
    /// <param name="gains">One for each column.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <param name="y">Gets the result.</param>
    /// <param name="pool">Threads to work with.</param>
    /// <param name="width">What the sum of squares is divided by; null means the number of columns.</param>
    public static void Forward(MatrixView x, float[] gains, double epsilon, MatrixView y, WorkerPool pool, int? width = null) =>
        RowTasks.For(pool, x.Rows, x.Columns, (first, end) =>
        {
            fixed (float* gain = gains)
            {
                for (int r = first; r < end; r++)
                    Scale(x.Pointer + (nint)r * x.Stride, gain, InverseRms(x.Row(r), epsilon, width ?? x.Columns), y.Row(r));
            }
        });

    /// <summary>1 / sqrt(Σx² / width + ε) of one row.</summary>
    public static float InverseRms(ReadOnlySpan<float> x, double epsilon, int width) =>
        (float)(1 / Math.Sqrt(Reductions.SumOfSquares(x) / width + epsilon));

    private static void Scale(float* x, float* gain, float scale, Span<float> y)
    {
        int i = 0;
        fixed (float* target = y)
        {
            for (; i <= y.Length - Vector512<float>.Count; i += Vector512<float>.Count)
                (Vector512.Load(x + i) * scale * Vector512.Load(gain + i)).Store(target + i);
        }
        for (; i < y.Length; i++) y[i] = x[i] * scale * gain[i];
    }
}
