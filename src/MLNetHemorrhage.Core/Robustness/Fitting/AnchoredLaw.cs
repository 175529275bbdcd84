namespace MLNetHemorrhage.Robustness;

/// <summary>
/// ln P = ln P_dense + ln(1 + a s^b): flat at first, a power law at last. Not linear in a and b: the best of a list of shapes is refined by
/// Gauss-Newton steps. Where the base model's perplexity is unknown, it is a third parameter.
/// </summary>
internal sealed class AnchoredLaw : ISmoothLaw
{
    private const int Rounds = 12;
    private const double LeastExponent = .05, LargestExponent = 100;
    private static readonly double[] s_exponents = [.2, .4, .7, 1.2, 2, 3, 4.5, 6.5, 9, 13, 19, 28, 40];

    private readonly double[] _logs;
    private readonly double[] _scales;
    private readonly double[]? _dense;
    private readonly double[] _constant;
    private readonly List<(double Height, double Exponent, double[] Shape, double Squares)> _shapes = [];

    public AnchoredLaw(ScaledCurve curve, double? lnBase)
    {
        _logs = [.. curve.Strengths.Select(strength => Math.Log(strength / curve.Strengths[^1]))];
        _scales = curve.Scales;
        _dense = lnBase is { } known ? [.. _scales.Select(scale => (known - curve.Mean) * scale)] : null;
        double norm = Math.Sqrt(KinkProfile.Squares(_scales));
        _constant = [.. _scales.Select(scale => scale / norm)];
        foreach (double exponent in s_exponents)
        {
            // Height is ln a in units of the last strength: below -8 the law is flat, above 8 a pure power law.
            for (double height = -8; height <= 8; height++)
            {
                double[] shape = [.. _logs.Select((log, i) => _scales[i] * SoftPlus(height + exponent * log))];
                if (_dense is null) RemoveConstant(shape);
                _shapes.Add((height, exponent, shape, KinkProfile.Squares(shape)));
            }
        }
    }

    public string Name => "P_dense (1 + a s^b)";

    public int Parameters => _dense is null ? 3 : 2;

    public double Fit(ReadOnlySpan<double> y, Span<double> fitted)
    {
        Span<double> rises = [.. y];
        if (_dense is null) RemoveConstant(rises);
        else
        {
            for (int i = 0; i < rises.Length; i++) rises[i] -= _dense[i];
        }
        var (height, exponent) = Nearest(rises);
        double squares = Refine(rises, ref height, ref exponent);
        if (!fitted.IsEmpty) Evaluate(y, height, exponent, fitted);
        return squares;
    }

    private (double Height, double Exponent) Nearest(ReadOnlySpan<double> rises)
    {
        double best = double.PositiveInfinity;
        (double, double) found = default;
        foreach (var (height, exponent, shape, squares) in _shapes)
        {
            double along = 0;
            for (int i = 0; i < shape.Length; i++) along += shape[i] * rises[i];
            if (squares - 2 * along < best) (best, found) = (squares - 2 * along, (height, exponent));
        }
        return found;
    }

    // Levenberg-Marquardt in (height, exponent); a free constant is projected out.
    private double Refine(ReadOnlySpan<double> rises, ref double height, ref double exponent)
    {
        double damping = 1e-3, least = Squares(rises, height, exponent);
        Span<double> byHeight = stackalloc double[rises.Length], byExponent = stackalloc double[rises.Length], residual = stackalloc double[rises.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < rises.Length; i++)
            {
                double at = height + exponent * _logs[i];
                residual[i] = rises[i] - _scales[i] * SoftPlus(at);
                byHeight[i] = _scales[i] / (1 + Math.Exp(-at));
                byExponent[i] = byHeight[i] * _logs[i];
            }
            if (_dense is null)
            {
                RemoveConstant(residual);
                RemoveConstant(byHeight);
                RemoveConstant(byExponent);
            }
            double hh = Dot(byHeight, byHeight) * (1 + damping), ee = Dot(byExponent, byExponent) * (1 + damping), he = Dot(byHeight, byExponent);
            double h = Dot(byHeight, residual), e = Dot(byExponent, residual), determinant = hh * ee - he * he;
            if (!(determinant > 0)) break;
            double newHeight = height + (h * ee - e * he) / determinant;
            double newExponent = Math.Clamp(exponent + (e * hh - h * he) / determinant, LeastExponent, LargestExponent);
            double squares = Squares(rises, newHeight, newExponent);
            if (squares < least)
            {
                bool done = least - squares < 1e-7 * least;
                (height, exponent, least, damping) = (newHeight, newExponent, squares, damping * .1);
                if (done) break;
            }
            else damping *= 10;
        }
        return least;
    }

    private double Squares(ReadOnlySpan<double> rises, double height, double exponent)
    {
        Span<double> residual = stackalloc double[rises.Length];
        for (int i = 0; i < rises.Length; i++) residual[i] = rises[i] - _scales[i] * SoftPlus(height + exponent * _logs[i]);
        if (_dense is null) RemoveConstant(residual);
        return KinkProfile.Squares(residual);
    }

    private void Evaluate(ReadOnlySpan<double> y, double height, double exponent, Span<double> fitted)
    {
        Span<double> left = stackalloc double[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            fitted[i] = _scales[i] * SoftPlus(height + exponent * _logs[i]) + (_dense?[i] ?? 0);
            left[i] = y[i] - fitted[i];
        }
        if (_dense is not null) return;
        double level = Dot(_constant, left);
        for (int i = 0; i < y.Length; i++) fitted[i] += level * _constant[i];
    }

    private void RemoveConstant(Span<double> values)
    {
        double level = Dot(_constant, values);
        for (int i = 0; i < values.Length; i++) values[i] -= level * _constant[i];
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static double SoftPlus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));
}
