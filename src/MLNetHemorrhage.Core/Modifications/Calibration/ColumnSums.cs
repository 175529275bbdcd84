namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The sum of every input.</summary>
internal sealed class ColumnSums(int columns) : ColumnStatistic(columns)
{
    protected override void Add(ReadOnlySpan<float> x, Span<double> sums)
    {
        for (int j = 0; j < x.Length; j++) sums[j] += x[j];
    }
}
