using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Root-mean-square norm (Zhang and Sennrich 2019): y = x / sqrt(mean(x²) + ε) · gain, row by row.</summary>
internal static unsafe class RmsNorm
{
    /// <summary>y [tokens, width] from x [tokens, width] and gains [width]; y may be x.</summary>
    public static void Forward(MatrixView x, float[] gains, double epsilon, MatrixView y, WorkerPool pool) =>
        RowTasks.For(pool, x.Rows, x.Columns, (first, end) =>
        {
            fixed (float* gain = gains)
            {
                for (int r = first; r < end; r++)
                    Scale(x.Pointer + (nint)r * x.Stride, gain, InverseRms(x.Row(r), epsilon), y.Row(r));
            }
        });

    /// <summary>1 / sqrt(mean(x²) + ε) of one row.</summary>
    public static float InverseRms(ReadOnlySpan<float> x, double epsilon) =>
        (float)(1 / Math.Sqrt(Reductions.SumOfSquares(x) / x.Length + epsilon));

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
