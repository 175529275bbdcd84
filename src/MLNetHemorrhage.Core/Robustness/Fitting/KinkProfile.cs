namespace MLNetHemorrhage.Robustness;

/// <summary>The least squared error of the transition model as a function of s0, on a grid, for many curves on the same strengths.</summary>
internal sealed class KinkProfile(KinkBasis[] bases)
{
    public KinkBasis[] Bases { get; } = bases;

    /// <summary>The error at every s0 of the grid.</summary>
    public double[] Costs(double[] y)
    {
        double squares = Squares(y);
        return Array.ConvertAll(Bases, basis => basis.Cost(y, squares));
    }

    /// <summary>The least error on the grid.</summary>
    public double Least(ReadOnlySpan<double> y)
    {
        double squares = Squares(y), least = double.PositiveInfinity;
        foreach (var basis in Bases)
        {
            // A basis that cannot beat the least yet costs one projection.
            if (basis.CostsAtMost(y, squares, least)) least = basis.Cost(y, squares);
        }
        return least;
    }

    /// <summary>Whether some s0 of the grid has at most this error; the search goes outward from an index, near which the answer mostly is.</summary>
    public bool AnyAtMost(ReadOnlySpan<double> y, double limit, int from)
    {
        double squares = Squares(y);
        for (int left = from, right = from + 1; left >= 0 || right < Bases.Length; left--, right++)
        {
            if (left >= 0 && Bases[left].CostsAtMost(y, squares, limit)) return true;
            if (right < Bases.Length && Bases[right].CostsAtMost(y, squares, limit)) return true;
        }
        return false;
    }

    public static double Squares(ReadOnlySpan<double> y)
    {
        double sum = 0;
        foreach (double value in y) sum += value * value;
        return sum;
    }
}
