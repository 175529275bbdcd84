using System.Buffers;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications;

/// <summary>How far a step has moved a layer: its weights, and its outputs on what it read.</summary>
/// <param name="Weights">‖W' - W‖ / ‖W‖, Frobenius norms.</param>
/// <param name="Outputs">‖X·(W' - W)ᵀ‖ / ‖X·Wᵀ‖ on a sample of the inputs; null where there is none.</param>
internal sealed record LayerErrors(double Weights, double? Outputs)
{
    public static LayerErrors Of(WeightMatrix before, WeightMatrix after, InputSample? inputs, WorkerPool pool)
    {
        var difference = new Matrix(before.Rows, before.Columns);
        double[] changed = new double[before.Rows], whole = new double[before.Rows];
        pool.For(before.Rows, r =>
        {
            float[] buffer = ArrayPool<float>.Shared.Rent(before.Columns);
            var old = buffer.AsSpan(0, before.Columns);
            var row = difference.Row(r);
            before.CopyRow(r, old);
            after.CopyRow(r, row);
            for (int c = 0; c < row.Length; c++)
            {
                row[c] -= old[c];
                changed[r] += (double)row[c] * row[c];
                whole[r] += (double)old[c] * old[c];
            }
            ArrayPool<float>.Shared.Return(buffer);
        });
        double? outputs = inputs is null ? null
            : Ratio(inputs.OutputSquares(PackedMatrix.Pack(difference.View, pool), pool), inputs.OutputSquares(before.Pack(pool), pool));
        GC.KeepAlive(difference);
        return new(Ratio(changed.Sum(), whole.Sum()), outputs);
    }

    // What was zero and still is has no error.
    private static double Ratio(double changed, double whole) => changed == 0 ? 0 : Math.Sqrt(changed / whole);
}
