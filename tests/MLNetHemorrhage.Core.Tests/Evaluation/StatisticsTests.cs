using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Statistics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class StatisticsTests
{
    [TestMethod]
    public void Ratio_of_equal_clusters_is_the_textbook_mean_and_error()
    {
        // Means 1, 2, 6 of clusters of 2: mean 3, standard deviation sqrt(7), error sqrt(7 / 3).
        var ratio = ClusteredRatio.Of([2, 4, 12], [2, 2, 2]);
        Assert.AreEqual(3, ratio.Value, 1e-15);
        Assert.AreEqual(Math.Sqrt(7.0 / 3), ratio.StandardError, 1e-15);
    }

    [TestMethod]
    public void Ratio_of_unequal_clusters_by_hand()
    {
        // r = 12 / 6 = 2; residuals 1, -2, 1; sqrt(3 / 2 · 6) / 6 = 1 / 2.
        var ratio = ClusteredRatio.Of([3, 2, 7], [1, 2, 3]);
        Assert.AreEqual(2, ratio.Value, 1e-15);
        Assert.AreEqual(0.5, ratio.StandardError, 1e-15);
    }

    [TestMethod]
    public void Order_of_clusters_does_not_matter_and_a_constant_has_no_error()
    {
        var (y, x) = Clusters(new RandomSource(5), 40);
        var forward = ClusteredRatio.Of(y, x);
        Array.Reverse(y);
        Array.Reverse(x);
        var backward = ClusteredRatio.Of(y, x);
        Assert.AreEqual(forward.Value, backward.Value, 1e-14);
        Assert.AreEqual(forward.StandardError, backward.StandardError, 1e-14);
        Assert.AreEqual(0, ClusteredRatio.Of([3, 6, 9], [1, 2, 3]).StandardError);
    }

    [TestMethod]
    public void A_single_cluster_has_no_known_error()
    {
        Assert.IsTrue(double.IsNaN(ClusteredRatio.Of([3], [2]).StandardError));
    }

    [TestMethod]
    public void Error_agrees_with_the_bootstrap_of_clusters()
    {
        var random = new RandomSource(11);
        var (y, x) = Clusters(random, 200);
        double sum = 0, squares = 0;
        const int Draws = 4000;
        for (int draw = 0; draw < Draws; draw++)
        {
            double numerator = 0, denominator = 0;
            for (int i = 0; i < y.Length; i++)
            {
                int pick = random.NextInt(y.Length);
                (numerator, denominator) = (numerator + y[pick], denominator + x[pick]);
            }
            double ratio = numerator / denominator;
            (sum, squares) = (sum + ratio, squares + ratio * ratio);
        }
        double bootstrap = Math.Sqrt(squares / Draws - sum / Draws * (sum / Draws));
        Assert.AreEqual(1, ClusteredRatio.Of(y, x).StandardError / bootstrap, 0.05);
    }

    [TestMethod]
    public void Intervals_cover_the_truth_as_often_as_they_say()
    {
        // Tokens of a cluster share an effect; an error that took tokens as independent would cover about half as often.
        var random = new RandomSource(23);
        const int Trials = 2000;
        int covered = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            var (y, x) = Clusters(random, 60);
            var ratio = ClusteredRatio.Of(y, x);
            if (Math.Abs(ratio.Value - 2) < 1.96 * ratio.StandardError) covered++;
        }
        Assert.AreEqual(0.95, (double)covered / Trials, 0.02);
    }

    [TestMethod]
    public void Exponential_carries_its_error_and_may_overflow()
    {
        Assert.AreEqual(new Estimate(1, 0.25), new Estimate(0, 0.25).Exp());
        Assert.AreEqual(new Estimate(double.PositiveInfinity, double.PositiveInfinity), new Estimate(800, 0).Exp());
    }

    [TestMethod]
    public void Percentiles_interpolate_between_sorted_values()
    {
        // 1001 values 0 … 1000 in disorder: percentile p is 10 p.
        double[] values = [.. Enumerable.Range(0, 1001).Select(i => (double)(i * 8 % 1001))];
        var spread = Distribution.Of(values);
        Assert.AreEqual((0.0, 1000.0, 500.0), (spread.Minimum, spread.Maximum, spread.Median));
        foreach (var percentile in spread.Percentiles) Assert.AreEqual(10 * percentile.Rank, percentile.Value, 1e-9);
        Assert.AreEqual("p99.9 p99 p95 p90 p75 p50 p25 p10 p5 p1 p0.1", string.Join(' ', spread.Percentiles.Select(p => p.Name)));
        Assert.AreEqual(2.5, Distribution.Of([4, 1, 2, 3]).Median);
        Assert.AreEqual(7, Distribution.Of([7])[0.1]);
    }

    [TestMethod]
    public void Correlation_of_a_series_with_itself_and_its_opposite()
    {
        double[] x = [1, 4, 2, 8], y = [-1, -4, -2, -8];
        Assert.AreEqual(1, Correlation.Pearson(x, x), 1e-15);
        Assert.AreEqual(-1, Correlation.Pearson(x, y), 1e-15);
        Assert.AreEqual(0.5, Correlation.Pearson([1, 2, 3], [1, 3, 2]), 1e-15);
    }

    // Clusters of 1 to 20 tokens; a token is 2 + an effect of its cluster + noise of its own.
    private static (double[] Sums, double[] Sizes) Clusters(RandomSource random, int count)
    {
        double[] sums = new double[count], sizes = new double[count];
        for (int i = 0; i < count; i++)
        {
            sizes[i] = 1 + random.NextInt(20);
            double effect = 0.5 * random.NextGaussian();
            for (int t = 0; t < sizes[i]; t++) sums[i] += 2 + effect + random.NextGaussian();
        }
        return (sums, sizes);
    }
}
