using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Gated feed-forward activation (Shazeer 2020): silu(gate) · up, with silu(x) = x / (1 + e^-x).</summary>
internal static unsafe class SwiGlu
{
    /// <summary>output [tokens, width] from gate and up of the same shape; output may be either of them.</summary>
    public static void Forward(MatrixView gate, MatrixView up, MatrixView output, WorkerPool pool) =>
        RowTasks.For(pool, gate.Rows, gate.Columns, (first, end) =>
        {
            for (int r = first; r < end; r++)
                Row(gate.Pointer + (nint)r * gate.Stride, up.Pointer + (nint)r * up.Stride, output.Pointer + (nint)r * output.Stride, gate.Columns);
        });

    private static void Row(float* gate, float* up, float* output, int length)
    {
        int i = 0;
        for (; i <= length - Vector512<float>.Count; i += Vector512<float>.Count)
            Gated(Vector512.Load(gate + i), Vector512.Load(up + i)).Store(output + i);
        int rest = length - i;
        if (rest > 0) PartialVector.Store(Gated(PartialVector.Load(gate + i, rest), PartialVector.Load(up + i, rest)), output + i, rest);
    }

    private static Vector512<float> Gated(Vector512<float> gate, Vector512<float> up) =>
        gate * VectorMath.Sigmoid(gate) * up;
}
