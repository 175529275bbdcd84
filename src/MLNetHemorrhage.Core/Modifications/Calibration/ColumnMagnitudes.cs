namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The sum of the magnitudes of every input.</summary>
internal sealed class ColumnMagnitudes(int columns) : ColumnStatistic(columns)
{
    protected override void Add(ReadOnlySpan<float> x, Span<double> sums)
    {
        for (int j = 0; j < x.Length; j++) sums[j] += Math.Abs(x[j]);
    }
}
