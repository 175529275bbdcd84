using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Awq;

/// <summary>How large the weights of every group of every row may be: where clipping there, before rounding, moves the outputs of the group least.</summary>
internal sealed class ClipLimits(int groups, float[] limits)
{
    // 1, 0.95, … 0.55 of the largest |w|.
    private const int Candidates = 10, Steps = 20;

    /// <summary>The limit of a group of a row.</summary>
    public float this[int row, int group] => limits[row * groups + group];

    /// <summary>Tries limits on inputs [tokens, columns].</summary>
    public static ClipLimits Search(AwqQuantization step, WeightMatrix weights, Matrix inputs, WorkerPool pool)
    {
        var shape = step.Shape(weights.Columns);
        var limits = new float[checked(weights.Rows * shape.Groups)];
        var values = weights.ToMatrix();
        for (int g = 0; g < shape.Groups; g++)
        {
            var (start, end) = shape.Range(g);
            SearchGroup(step, values.View.ColumnRange(start, end - start), inputs.View.ColumnRange(start, end - start), (r, limit) => limits[r * shape.Groups + g] = limit, pool);
        }
        GC.KeepAlive(values);
        GC.KeepAlive(inputs);
        return new(shape.Groups, limits);
    }

    private static void SearchGroup(AwqQuantization step, MatrixView weights, MatrixView inputs, Action<int, float> set, WorkerPool pool)
    {
        var least = new double[weights.Rows];
        Array.Fill(least, double.PositiveInfinity);
        Matrix moved = new(weights.Rows, weights.Columns), outputs = new(inputs.Rows, weights.Rows);
        for (int i = 0; i < Candidates; i++)
        {
            float share = (float)(1 - (double)i / Steps);
            pool.For(weights.Rows, r =>
            {
                var row = weights.Row(r);
                var change = moved.Row(r);
                row.CopyTo(change);
                step.Round(change, share * Largest(row));
                for (int j = 0; j < change.Length; j++) change[j] -= row[j];
            });
            Gemm.Multiply(inputs, false, moved.View, true, outputs.View, pool);
            pool.For(weights.Rows, r =>
            {
                double error = 0;
                for (int t = 0; t < outputs.Rows; t++) error += (double)outputs[t, r] * outputs[t, r];
                if (!(error < least[r])) return;
                least[r] = error;
                set(r, share * Largest(weights.Row(r)));
            });
        }
        GC.KeepAlive(moved);
        GC.KeepAlive(outputs);
    }

    private static float Largest(ReadOnlySpan<float> weights)
    {
        float largest = 0;
        foreach (float w in weights) largest = Math.Max(largest, Math.Abs(w));
        return largest;
    }
}
