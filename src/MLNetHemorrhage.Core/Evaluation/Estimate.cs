namespace MLNetHemorrhage.Evaluation;

/// <summary>A measured number with its uncertainty.</summary>
/// <param name="Value">The number.</param>
/// <param name="StandardError">Its standard error; NaN where it cannot be estimated, as from a single window.</param>
public readonly record struct Estimate(double Value, double StandardError)
{
    /// <summary>exp of the number, with its standard error by the delta method; +Infinity where exp overflows.</summary>
    /// <returns>The exponential.</returns>
    public Estimate Exp()
    {
        double exp = Math.Exp(Value);
        return double.IsPositiveInfinity(exp) ? new(exp, exp) : new(exp, exp * StandardError);
    }

    /// <summary>Square root of the number, with its standard error by the delta method; 0 ± 0 where nothing varies around 0.</summary>
    /// <returns>The root.</returns>
    public Estimate Sqrt()
    {
        double root = Math.Sqrt(Value);
        return new(root, StandardError == 0 ? 0 : StandardError / (2 * root));
    }
}
