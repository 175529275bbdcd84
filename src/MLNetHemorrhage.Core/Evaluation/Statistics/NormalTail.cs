namespace MLNetHemorrhage.Evaluation.Statistics;

/// <summary>Tail of the standard normal distribution.</summary>
internal static class NormalTail
{
    private const double SeriesLimit = 3;

    /// <summary>The probability of a value farther from 0 than z, either way, to about twelve digits.</summary>
    public static double TwoSided(double z)
    {
        z = Math.Abs(z);
        return z < SeriesLimit ? 1 - Inside(z) : Outside(z);
    }

    // Φ(z) - Φ(-z) = 2 φ(z) (z + z³/3 + z⁵/(3·5) + …), Abramowitz and Stegun 26.2.11.
    private static double Inside(double z)
    {
        double term = z, sum = z;
        for (int i = 3; term > 1e-17 * sum; i += 2) sum += term *= z * z / i;
        return 2 * Density(z) * sum;
    }

    // 2 φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))), Abramowitz and Stegun 26.2.14, from the inside out.
    private static double Outside(double z)
    {
        double fraction = z;
        for (int i = 200; i > 0; i--) fraction = z + i / fraction;
        return 2 * Density(z) / fraction;
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
}
