using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// How the loss is estimated to change without single weights of a layer. The estimate of a weight is linear in what the windows tell of it, so that
/// one number for every weight, the sum over the windows, is all that is held.
/// </summary>
internal sealed class TaylorTerms(int rows, int columns, TaylorImportance importance)
{
    private readonly Matrix _sums = new(rows, columns);
    private int _windows;

    /// <summary>Takes in one window's gradient.</summary>
    public void Add(MatrixView weights, MatrixView gradient, WorkerPool pool)
    {
        _windows++;
        pool.For(rows, r =>
        {
            Span<float> sums = _sums.Row(r), w = weights.Row(r), g = gradient.Row(r);
            for (int c = 0; c < sums.Length; c++) sums[c] += (float)Term((double)w[c] * g[c]);
        });
    }

    /// <summary>The importance of every row.</summary>
    public double[] Rows() => Sum(byRow: true);

    /// <summary>The importance of every column.</summary>
    public double[] Columns() => Sum(byRow: false);

    private double[] Sum(bool byRow)
    {
        var sums = new double[byRow ? rows : columns];
        for (int r = 0; r < rows; r++)
        {
            var row = _sums.Row(r);
            for (int c = 0; c < columns; c++) sums[byRow ? r : c] += importance == TaylorImportance.Vector ? row[c] : Math.Abs(row[c]);
        }
        return [.. sums.Select(s => Math.Abs(s) / _windows)];
    }

    // Of one weight w with the gradient g, from w·g.
    private double Term(double change) => importance switch
    {
        TaylorImportance.Second => change * change,
        TaylorImportance.Mix => change - 0.5 * change * change,
        _ => change,
    };
}
