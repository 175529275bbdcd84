namespace MLNetHemorrhage.Robustness;

/// <summary>Minimises a cost over s0 that has several minima and kinks at the data: a grid first, then a golden-section search around its best.</summary>
internal static class ProfileSearch
{
    private const int Steps = 256;
    private const int Narrowings = 40;
    private static readonly double s_golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The least cost in [low, high]; among equals the one nearest to <paramref name="start"/>, if there is one.</summary>
    public static double Minimise(Func<double, double> cost, double low, double high, double? start = null)
    {
        if (high <= low) return low;
        double step = (high - low) / Steps;
        var grid = Enumerable.Range(0, Steps + 1).Select(i => i == Steps ? high : low + i * step).ToArray();
        var costs = grid.Select(cost).ToArray();
        int at = Array.IndexOf(costs, costs.Min());
        double best = Narrow(cost, grid[Math.Max(0, at - 1)], grid[Math.Min(Steps, at + 1)]);
        if (costs[at] <= cost(best)) best = grid[at];
        // Where two parameters fit two points, the cost is flat and any place is as good; the start is then the answer.
        return start is { } from && cost(from) <= cost(best) * (1 + 1e-6) ? from : best;
    }

    private static double Narrow(Func<double, double> cost, double low, double high)
    {
        double left = high - s_golden * (high - low), right = low + s_golden * (high - low);
        double atLeft = cost(left), atRight = cost(right);
        for (int i = 0; i < Narrowings; i++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - s_golden * (high - low);
                atLeft = cost(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + s_golden * (high - low);
                atRight = cost(right);
            }
        }
        return (low + high) / 2;
    }
}
