using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tables;

/// <summary>One method at one strength on one model over all calibration seeds.</summary>
/// <param name="Model">The model.</param>
/// <param name="Method">The method.</param>
/// <param name="Strength">What was asked for, a value of the table's coordinate.</param>
/// <param name="Seeds">Calibration seeds measured.</param>
/// <param name="Achieved">What came of it, in the units of the table, the mean of the seeds.</param>
/// <param name="Seconds">Time of the modification, the mean of the seeds.</param>
/// <param name="Perplexity">exp of the nll that is the mean of the seeds; the error takes each document as one observation.</param>
/// <param name="SeedPerplexities">Perplexity of each seed.</param>
/// <param name="RatioToDense">Perplexity over the dense model's, paired.</param>
/// <param name="OverOurs">Perplexity over that of the table's own method at this strength, paired; null for itself and where one is missing.</param>
/// <param name="Divergence">KL from the dense model, nats per token, the mean of the seeds.</param>
/// <param name="SameTop">Share of tokens where both prefer the same, the mean of the seeds.</param>
internal sealed record Row(
    string Model, string Method, double Strength, int[] Seeds, double Achieved, double Seconds, Estimate Perplexity, double[] SeedPerplexities,
    Estimate RatioToDense, Estimate? OverOurs, Estimate Divergence, Estimate SameTop)
{
    /// <summary>Above this ratio to the dense model no order of methods is claimed.</summary>
    public const double ClaimLimit = 20;

    public static List<Row> Of(TablePlan plan, IReadOnlyList<Cell> cells)
    {
        var groups = cells.GroupBy(c => (c.Model, c.Method, c.Strength)).ToDictionary(g => g.Key, g => g.OrderBy(c => c.Seed).ToList());
        return [.. groups.Select(g => Of(g.Value, groups[(g.Key.Model, "dense", 0)],
                g.Key.Method == plan.Ours ? null : groups.GetValueOrDefault((g.Key.Model, plan.Ours, g.Key.Strength))))
            .OrderBy(r => r.Model, StringComparer.Ordinal).ThenBy(r => r.Strength).ThenBy(r => Array.FindIndex(plan.Columns, m => m.Name == r.Method))];
    }

    private static Row Of(List<Cell> cells, List<Cell> dense, List<Cell>? ours)
    {
        var first = cells[0];
        int[] tokens = first.Tokens;
        double[] nll = Mean(cells);
        double[] seeds = [.. cells.Select(c => Math.Exp(c.Nll.Sum() / tokens.Sum()))];
        return new(
            first.Model, first.Method, first.Strength, [.. cells.Select(c => c.Seed)], cells.Average(c => c.Achieved), Math.Round(cells.Average(c => c.Seconds), 1),
            Ratio(nll, tokens).Exp(), seeds,
            Over(nll, Mean(dense), tokens), ours is null ? null : Over(nll, Mean(ours), tokens),
            Mean(cells.Select(c => c.Divergence)), Mean(cells.Select(c => c.SameTop)));
    }

    private static Estimate Over(double[] nll, double[] other, int[] tokens) => Ratio([.. nll.Zip(other, (a, b) => a - b)], tokens).Exp();

    private static double[] Mean(List<Cell> cells) => [.. Enumerable.Range(0, cells[0].Nll.Length).Select(d => cells.Average(c => c.Nll[d]))];

    // All seeds score the same documents: their errors are taken as one and the same.
    private static Estimate Mean(IEnumerable<Estimate> estimates) => new(estimates.Average(e => e.Value), estimates.Average(e => e.StandardError));

    /// <summary>Sum over sum, each document one observation.</summary>
    private static Estimate Ratio(double[] values, int[] tokens)
    {
        double size = tokens.Sum(), mean = values.Sum() / size;
        double squares = values.Zip(tokens, (v, n) => (v - mean * n) * (v - mean * n)).Sum();
        return new(mean, Math.Sqrt(squares * values.Length / (values.Length - 1)) / size);
    }
}
