using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The sum of the squares of every input over all tokens, in double precision, token after token.</summary>
internal sealed class ColumnSquares(int columns) : InputStatistic
{
    private const int Strip = 64;

    private readonly double[] _sums = new double[columns];

    /// <summary>Sums so far [columns].</summary>
    public ReadOnlySpan<double> Sums => _sums;

    public override void Add(MatrixView inputs, WorkerPool pool)
    {
        if (inputs.Columns != _sums.Length) throw new ArgumentException($"Expected {_sums.Length} columns, found {inputs.Columns}.", nameof(inputs));
        pool.For((_sums.Length + Strip - 1) / Strip, strip =>
        {
            int start = strip * Strip, length = Math.Min(Strip, _sums.Length - start);
            for (int t = 0; t < inputs.Rows; t++) AddSquares(inputs.Row(t).Slice(start, length), _sums.AsSpan(start, length));
        });
    }

    // The square of a single is exact in double precision, so a fused and a separate multiply-add give the same bits.
    private static void AddSquares(ReadOnlySpan<float> x, Span<double> sums)
    {
        int j = 0;
        for (; j <= x.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(x[j..]));
            (Vector256.Create<double>(sums[j..]) + lower * lower).CopyTo(sums[j..]);
            (Vector256.Create<double>(sums[(j + 4)..]) + upper * upper).CopyTo(sums[(j + 4)..]);
        }
        for (; j < x.Length; j++) sums[j] += (double)x[j] * x[j];
    }
}
