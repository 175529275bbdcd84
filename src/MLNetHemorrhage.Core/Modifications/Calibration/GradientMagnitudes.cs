using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// How large the gradient of every weight of a layer is over the calibration windows: its norm over them, because their mean is near
/// zero in a trained model.
/// </summary>
internal sealed class GradientMagnitudes(int rows, int columns, GradientNorm norm, double factor)
{
    private readonly Matrix _sums = new(rows, columns);
    private Half[] _magnitudes = [];

    /// <summary>Windows taken in.</summary>
    public int Windows { get; private set; }

    /// <summary>Takes in the gradient of one window's mean loss.</summary>
    public void Add(MatrixView gradient, WorkerPool pool)
    {
        Windows++;
        pool.For(rows, r =>
        {
            var sums = _sums.Row(r);
            var row = gradient.Row(r);
            for (int j = 0; j < row.Length; j++)
            {
                float scaled = (float)factor * row[j];
                sums[j] += norm == GradientNorm.L2 ? scaled * scaled : Math.Abs(scaled);
            }
        });
    }

    /// <summary>The norms, in half precision as published; sums are not needed any more.</summary>
    public ReadOnlySpan<Half> Row(int row) => _magnitudes.AsSpan(row * columns, columns);

    /// <summary>Turns sums into norms.</summary>
    public void Finish()
    {
        var magnitudes = new Half[rows * columns];
        var sums = _sums.Values;
        for (int i = 0; i < magnitudes.Length; i++)
            magnitudes[i] = (Half)(norm == GradientNorm.L2 ? MathF.Sqrt(sums[i]) : sums[i]);
        _magnitudes = magnitudes;
    }
}
