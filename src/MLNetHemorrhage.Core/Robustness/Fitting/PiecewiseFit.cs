namespace MLNetHemorrhage.Robustness;

/// <summary>The published form at one s0: linear in (ln A, b, k1, k2), so its best parameters are exact.</summary>
internal readonly record struct PiecewiseFit(double S0, double LnA, double B, double K1, double K2, double SquaredError)
{
    /// <summary>Least squares on ln perplexity.</summary>
    /// <param name="points">The points.</param>
    /// <param name="s0">The transition.</param>
    /// <param name="boxes">Boxes of ln A, b, k1, k2.</param>
    /// <param name="scales">What every residual is multiplied by; empty for 1.</param>
    public static PiecewiseFit At(IReadOnlyList<DegradationPoint> points, double s0, ReadOnlySpan<Bounds> boxes, ReadOnlySpan<double> scales = default)
    {
        const int n = BoxedLeastSquares.Unknowns;
        Span<double> gram = stackalloc double[n * n];
        Span<double> moment = stackalloc double[n];
        Span<double> row = stackalloc double[n];
        gram.Clear();
        moment.Clear();
        for (int point = 0; point < points.Count; point++)
        {
            double weight = scales.IsEmpty ? 1 : scales[point] * scales[point];
            Row(points[point].Strength, s0, row);
            for (int i = 0; i < n; i++)
            {
                moment[i] += weight * row[i] * points[point].LnPerplexity;
                for (int j = 0; j < n; j++) gram[i * n + j] += weight * row[i] * row[j];
            }
        }
        Span<double> solution = stackalloc double[n];
        BoxedLeastSquares.Solve(gram, moment, boxes, solution);
        double squares = 0;
        for (int point = 0; point < points.Count; point++)
        {
            Row(points[point].Strength, s0, row);
            double residual = points[point].LnPerplexity;
            for (int i = 0; i < n; i++) residual -= solution[i] * row[i];
            if (!scales.IsEmpty) residual *= scales[point];
            squares += residual * residual;
        }
        return new(s0, solution[0], solution[1], solution[2], solution[3], squares);
    }

    private static void Row(double strength, double s0, Span<double> row)
    {
        double beyond = Math.Max(0, strength - s0);
        (row[0], row[1], row[2], row[3]) = (1, Math.Log(Math.Min(strength, s0)), beyond, beyond * beyond);
    }
}
