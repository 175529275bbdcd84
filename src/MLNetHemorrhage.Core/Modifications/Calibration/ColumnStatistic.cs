using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>A sum, or another fold, over all tokens for every input, in double precision, token after token.</summary>
internal abstract class ColumnStatistic(int columns) : InputStatistic
{
    private const int Strip = 64;

    private readonly double[] _sums = new double[columns];

    /// <summary>Sums so far [columns].</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>Tokens so far.</summary>
    public long Tokens { get; private set; }

    public sealed override void Add(MatrixView inputs, WorkerPool pool)
    {
        if (inputs.Columns != _sums.Length) throw new ArgumentException($"Expected {_sums.Length} columns, found {inputs.Columns}.", nameof(inputs));
        Tokens += inputs.Rows;
        pool.For((_sums.Length + Strip - 1) / Strip, strip =>
        {
            int start = strip * Strip, length = Math.Min(Strip, _sums.Length - start);
            for (int t = 0; t < inputs.Rows; t++) Add(inputs.Row(t).Slice(start, length), _sums.AsSpan(start, length));
        });
    }

    /// <summary>Takes in some inputs of one token.</summary>
    protected abstract void Add(ReadOnlySpan<float> x, Span<double> sums);
}
