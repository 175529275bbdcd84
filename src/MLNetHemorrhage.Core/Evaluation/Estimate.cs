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
}
