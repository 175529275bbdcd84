using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>A weight matrix with the mean of its gradient and, for the second order, the mean of the gradient's square over single windows.</summary>
internal readonly struct WeightGradients(MatrixView weights, MatrixView gradient, MatrixView? square)
{
    /// <summary>The importance of every row.</summary>
    public double[] Rows(TaylorImportance importance)
    {
        var sums = new double[weights.Rows];
        for (int r = 0; r < weights.Rows; r++)
            for (int c = 0; c < weights.Columns; c++) sums[r] += Element(importance, r, c);
        return Finished(importance, sums);
    }

    /// <summary>The importance of every column.</summary>
    public double[] Columns(TaylorImportance importance)
    {
        var sums = new double[weights.Columns];
        for (int r = 0; r < weights.Rows; r++)
            for (int c = 0; c < weights.Columns; c++) sums[c] += Element(importance, r, c);
        return Finished(importance, sums);
    }

    private double Element(TaylorImportance importance, int row, int column)
    {
        double w = weights.Row(row)[column], g = gradient.Row(row)[column];
        return importance switch
        {
            TaylorImportance.First => Math.Abs(w * g),
            TaylorImportance.Second => Math.Abs(w * square!.Value.Row(row)[column] * w),
            TaylorImportance.Mix => Math.Abs(w * g - 0.5 * w * square!.Value.Row(row)[column] * w),
            _ => w * g,
        };
    }

    private static double[] Finished(TaylorImportance importance, double[] sums) =>
        importance == TaylorImportance.Vector ? [.. sums.Select(Math.Abs)] : sums;
}
