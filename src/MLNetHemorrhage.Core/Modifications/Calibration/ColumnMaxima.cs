namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The largest magnitude of every input.</summary>
internal sealed class ColumnMaxima(int columns) : ColumnStatistic(columns)
{
    protected override void Add(ReadOnlySpan<float> x, Span<double> sums)
    {
        for (int j = 0; j < x.Length; j++) sums[j] = Math.Max(sums[j], Math.Abs(x[j]));
    }
}
