using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Backward of <see cref="SwiGlu"/>. With s = sigmoid(gate): dup = dy·gate·s, dgate = dy·up·s·(1 + gate·(1 − s)).
/// </summary>
internal static unsafe class SwiGluGradient
{
    /// <summary>Replaces gate and up [tokens, width] by their gradients, given the gradient of the output.</summary>
    public static void Backward(MatrixView gate, MatrixView up, MatrixView dy, WorkerPool pool) =>
        RowTasks.For(pool, gate.Rows, gate.Columns, (first, end) =>
        {
            for (int r = first; r < end; r++)
                Row(gate.Pointer + (nint)r * gate.Stride, up.Pointer + (nint)r * up.Stride, dy.Pointer + (nint)r * dy.Stride, gate.Columns);
        });

    private static void Row(float* gate, float* up, float* dy, int width)
    {
        int i = 0;
        for (; i <= width - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var (dGate, dUp) = Gradient(Vector512.Load(gate + i), Vector512.Load(up + i), Vector512.Load(dy + i));
            dGate.Store(gate + i);
            dUp.Store(up + i);
        }
        int rest = width - i;
        if (rest == 0) return;
        var (lastGate, lastUp) = Gradient(PartialVector.Load(gate + i, rest), PartialVector.Load(up + i, rest), PartialVector.Load(dy + i, rest));
        PartialVector.Store(lastGate, gate + i, rest);
        PartialVector.Store(lastUp, up + i, rest);
    }

    private static (Vector512<float> Gate, Vector512<float> Up) Gradient(Vector512<float> gate, Vector512<float> up, Vector512<float> dy)
    {
        var s = VectorMath.Sigmoid(gate);
        var dUp = dy * gate * s;
        var slope = s * (Vector512<float>.One + gate * (Vector512<float>.One - s));
        return (dy * up * slope, dUp);
    }
}
