namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Least squares in four unknowns, each inside a box, solved exactly: at the optimum every unknown is free or on one of its bounds, so
/// trying all the ways (at most 3⁴) and keeping the best feasible one cannot miss it, whatever the start.
/// </summary>
internal static class BoxedLeastSquares
{
    public const int Unknowns = 4;

    private const int Ways = 81;
    private const double Dependent = 1e-12;

    /// <summary>Minimises θᵀGθ - 2 rᵀθ inside the boxes.</summary>
    /// <param name="gram">G, 4 x 4, row by row; may be singular.</param>
    /// <param name="moment">r.</param>
    /// <param name="boxes">One for each unknown.</param>
    /// <param name="solution">Gets θ.</param>
    public static void Solve(ReadOnlySpan<double> gram, ReadOnlySpan<double> moment, ReadOnlySpan<Bounds> boxes, Span<double> solution)
    {
        Span<double> candidate = stackalloc double[Unknowns];
        double best = double.PositiveInfinity;
        for (int way = 0; way < Ways; way++)
        {
            if (!TryWay(way, gram, moment, boxes, candidate)) continue;
            double objective = Objective(gram, moment, candidate);
            if (objective < best)
            {
                best = objective;
                candidate.CopyTo(solution);
            }
            if (way == 0) return;
        }
    }

    // Digit 0 in base 3 leaves an unknown free, 1 puts it on its lower bound, 2 on its upper one.
    private static bool TryWay(int way, ReadOnlySpan<double> gram, ReadOnlySpan<double> moment, ReadOnlySpan<Bounds> boxes, Span<double> candidate)
    {
        Span<int> free = stackalloc int[Unknowns];
        int count = 0;
        for (int i = 0, rest = way; i < Unknowns; i++, rest /= 3)
        {
            if (rest % 3 == 0)
            {
                free[count++] = i;
                continue;
            }
            candidate[i] = rest % 3 == 1 ? boxes[i].Low : boxes[i].High;
            if (!double.IsFinite(candidate[i])) return false;
        }
        if (!SolveFree(free[..count], gram, moment, candidate)) return false;
        foreach (int i in free[..count])
        {
            if (!(candidate[i] >= boxes[i].Low && candidate[i] <= boxes[i].High)) return false;
        }
        return true;
    }

    private static bool SolveFree(ReadOnlySpan<int> free, ReadOnlySpan<double> gram, ReadOnlySpan<double> moment, Span<double> candidate)
    {
        int n = free.Length;
        Span<double> factor = stackalloc double[Unknowns * Unknowns];
        Span<double> right = stackalloc double[Unknowns];
        for (int i = 0; i < n; i++)
        {
            right[i] = moment[free[i]];
            for (int j = 0; j < Unknowns; j++)
            {
                if (!free.Contains(j)) right[i] -= gram[free[i] * Unknowns + j] * candidate[j];
            }
        }
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = gram[free[i] * Unknowns + free[j]];
                for (int k = 0; k < j; k++) sum -= factor[i * Unknowns + k] * factor[j * Unknowns + k];
                if (j < i) factor[i * Unknowns + j] = sum / factor[j * Unknowns + j];
                // A column that depends on the others: the same fit is found with it on a bound.
                else if (sum <= Dependent * gram[free[i] * Unknowns + free[i]]) return false;
                else factor[i * Unknowns + i] = Math.Sqrt(sum);
            }
        }
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++) right[i] -= factor[i * Unknowns + k] * right[k];
            right[i] /= factor[i * Unknowns + i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) right[i] -= factor[k * Unknowns + i] * right[k];
            right[i] /= factor[i * Unknowns + i];
            candidate[free[i]] = right[i];
        }
        return true;
    }

    private static double Objective(ReadOnlySpan<double> gram, ReadOnlySpan<double> moment, ReadOnlySpan<double> solution)
    {
        double sum = 0;
        for (int i = 0; i < Unknowns; i++)
        {
            double row = 0;
            for (int j = 0; j < Unknowns; j++) row += gram[i * Unknowns + j] * solution[j];
            sum += solution[i] * (row - 2 * moment[i]);
        }
        return sum;
    }
}
