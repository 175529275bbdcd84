namespace MLNetHemorrhage.Robustness;

/// <summary>ln P = c + k f(s): a pure power law for f = ln s, exponentials for s and s².</summary>
internal sealed class LinearLaw : ISmoothLaw
{
    private readonly double[][] _columns;

    public LinearLaw(string name, ScaledCurve curve, Func<double, double> shape)
    {
        Name = name;
        _columns = [[.. curve.Scales], [.. curve.Strengths.Zip(curve.Scales, (strength, scale) => shape(strength) * scale)]];
        Orthonormal.Columns(_columns, 1e-9);
    }

    public string Name { get; }

    public int Parameters => 2;

    public double Fit(ReadOnlySpan<double> y, Span<double> fitted)
    {
        double constant = 0, slope = 0, squares = 0;
        for (int i = 0; i < y.Length; i++)
        {
            constant += _columns[0][i] * y[i];
            slope += _columns[1][i] * y[i];
        }
        for (int i = 0; i < y.Length; i++)
        {
            double value = constant * _columns[0][i] + slope * _columns[1][i];
            squares += (y[i] - value) * (y[i] - value);
            if (!fitted.IsEmpty) fitted[i] = value;
        }
        return squares;
    }
}
