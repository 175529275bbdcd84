using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Sums of every input over calibration windows [columns], apart from window to window, as the published DSnoT takes its means and variances.</summary>
internal sealed class InputMoments(int columns, IReadOnlyList<int[]> windows) : InputStatistic
{
    private readonly double[] _sums = new double[columns], _meanSquares = new double[columns];
    private ColumnSums _open = new(columns);
    private int _whole;
    private long _tokens;

    public override void Add(MatrixView inputs, WorkerPool pool)
    {
        for (int next = 0; next < inputs.Rows;)
        {
            int length = windows[_whole].Length, rows = (int)Math.Min(inputs.Rows - next, length - _open.Tokens);
            _open.Add(inputs.RowRange(next, rows), pool);
            next += rows;
            if (_open.Tokens == length) Close();
        }
    }

    /// <summary>The sum over a window, the mean of all windows.</summary>
    public double[] WindowSums() => [.. _sums.Select(sum => sum / _whole)];

    /// <summary>The variance inside a window, the mean of all tokens.</summary>
    /// <param name="squares">Σx² of every input over the same tokens.</param>
    public double[] Variances(ReadOnlySpan<double> squares)
    {
        var variances = new double[columns];
        for (int j = 0; j < columns; j++) variances[j] = Math.Max(0, (squares[j] - _meanSquares[j]) / _tokens);
        return variances;
    }

    private void Close()
    {
        for (int j = 0; j < columns; j++)
        {
            double sum = _open.Sums[j];
            _sums[j] += sum;
            _meanSquares[j] += sum * sum / _open.Tokens;
        }
        _tokens += _open.Tokens;
        _whole++;
        _open = new(columns);
    }
}
