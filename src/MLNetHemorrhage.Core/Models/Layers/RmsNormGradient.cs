using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Backward of <see cref="RmsNorm"/>. With r = 1 / sqrt(mean(x²) + ε):
/// dx = r·gain∘dy − x·r³/width·Σ(gain∘dy∘x), dgain = Σ over tokens of dy∘x·r.
/// </summary>
internal static unsafe class RmsNormGradient
{
    private const int Lanes = 16;

    /// <summary>Adds to dx [tokens, width] (which may not be dy) and to dGain [1, width]; the mean square is Σx² over <paramref name="width"/>, by default the number of columns.</summary>
    public static void Backward(MatrixView x, MatrixView gain, double epsilon, MatrixView dy, MatrixView dx, MatrixView dGain, WorkerPool pool, int? width = null)
    {
        var scales = new float[x.Rows];
        int divisor = width ?? x.Columns;
        RowTasks.For(pool, x.Rows, x.Columns, (first, end) =>
        {
            for (int r = first; r < end; r++)
            {
                scales[r] = RmsNorm.InverseRms(x.Row(r), epsilon, divisor);
                Row(Start(x, r), gain.Pointer, Start(dy, r), scales[r], Start(dx, r), x.Columns, divisor);
            }
        });
        // One strip of columns is one sum over all tokens, in order.
        pool.For((x.Columns + Lanes - 1) / Lanes, strip =>
        {
            int column = strip * Lanes, count = Math.Min(Lanes, x.Columns - column);
            var sum = Load(dGain.Pointer + column, count);
            for (int r = 0; r < x.Rows; r++)
                sum = Vector512.FusedMultiplyAdd(Load(Start(dy, r) + column, count), Load(Start(x, r) + column, count) * scales[r], sum);
            Store(sum, dGain.Pointer + column, count);
        });
    }

    private static void Row(float* x, float* gain, float* dy, float scale, float* dx, int width, int divisor)
    {
        var sum = Vector512<float>.Zero;
        for (int i = 0; i < width; i += Lanes)
        {
            int count = Math.Min(Lanes, width - i);
            sum = Vector512.FusedMultiplyAdd(Load(gain + i, count) * Load(dy + i, count), Load(x + i, count), sum);
        }
        float shrink = scale * scale * scale / divisor * VectorMath.Sum(sum);
        for (int i = 0; i < width; i += Lanes)
        {
            int count = Math.Min(Lanes, width - i);
            var change = Load(gain + i, count) * Load(dy + i, count) * scale - Load(x + i, count) * shrink;
            Store(Load(dx + i, count) + change, dx + i, count);
        }
    }

    private static float* Start(MatrixView x, int row) => x.Pointer + (nint)row * x.Stride;

    private static Vector512<float> Load(float* source, int count) =>
        count == Lanes ? Vector512.Load(source) : PartialVector.Load(source, count);

    private static void Store(Vector512<float> value, float* destination, int count)
    {
        if (count == Lanes) value.Store(destination);
        else PartialVector.Store(value, destination, count);
    }
}
