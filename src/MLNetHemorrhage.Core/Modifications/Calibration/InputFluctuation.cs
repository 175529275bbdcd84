using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// Mean, variance and sum of squares of every input over all tokens, in double precision, token after token. Sums are those of the differences from
/// the first token, so that an input that never changes has a variance of exactly zero.
/// </summary>
internal class InputFluctuation(int columns) : InputStatistic
{
    private const int Strip = 64;

    private readonly double[] _first = new double[columns], _sums = new double[columns], _squares = new double[columns];
    private long _count;

    /// <summary>E[x] of every input.</summary>
    public virtual double[] Means() => [.. _sums.Select((sum, j) => _first[j] + sum / _count)];

    /// <summary>E[(x - E[x])²] of every input.</summary>
    public virtual double[] Variances() => [.. _sums.Select((sum, j) => Math.Max(0, (_squares[j] - sum * sum / _count) / _count))];

    /// <summary>Σ x² of every input.</summary>
    public double[] SquareSums() => [.. _sums.Select((sum, j) => _squares[j] + 2 * _first[j] * sum + _count * _first[j] * _first[j])];

    public override void Add(MatrixView inputs, WorkerPool pool)
    {
        if (inputs.Columns != columns) throw new ArgumentException($"Expected {columns} columns, found {inputs.Columns}.", nameof(inputs));
        if (_count == 0)
            for (int j = 0; j < columns; j++) _first[j] = inputs.Row(0)[j];
        pool.For((columns + Strip - 1) / Strip, strip =>
        {
            int start = strip * Strip, end = Math.Min(columns, start + Strip);
            for (int t = 0; t < inputs.Rows; t++)
            {
                var row = inputs.Row(t);
                for (int j = start; j < end; j++)
                {
                    double difference = row[j] - _first[j];
                    _sums[j] += difference;
                    _squares[j] += difference * difference;
                }
            }
        });
        _count += inputs.Rows;
    }
}
