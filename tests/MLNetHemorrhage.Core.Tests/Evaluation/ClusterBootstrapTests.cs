using MLNetHemorrhage.Evaluation.Statistics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class ClusterBootstrapTests
{
    [TestMethod]
    public void Error_and_interval_of_a_ratio_are_those_of_its_formula()
    {
        var random = new RandomSource(3);
        double[] y = new double[150], x = new double[150];
        for (int i = 0; i < y.Length; i++)
        {
            x[i] = 1 + random.NextInt(20);
            y[i] = x[i] * (2 + 0.3 * random.NextGaussian()) + random.NextGaussian();
        }
        var expected = ClusteredRatio.Of(y, x);
        var bootstrap = Ratio(y, x, replicates: 4000);
        Assert.AreEqual(1, bootstrap.StandardError(0) / expected.StandardError, 0.05);
        var (low, high) = bootstrap.Interval(0);
        Assert.AreEqual(expected.Value - 1.96 * expected.StandardError, low, 0.1 * expected.StandardError);
        Assert.AreEqual(expected.Value + 1.96 * expected.StandardError, high, 0.1 * expected.StandardError);
    }

    [TestMethod]
    public void Intervals_cover_the_truth_about_as_often_as_they_say()
    {
        var random = new RandomSource(17);
        const int Trials = 400;
        int covered = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            double[] y = new double[40], x = new double[40];
            for (int i = 0; i < y.Length; i++) (x[i], y[i]) = (10, 10 * (2 + random.NextGaussian()));
            var (low, high) = Ratio(y, x, replicates: 400).Interval(0);
            if (low < 2 && 2 < high) covered++;
        }
        // Percentile intervals of 40 clusters are a little too narrow.
        Assert.AreEqual(0.94, (double)covered / Trials, 0.03);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        double[] y = [3, 2, 7, 4, 9, 1], x = [1, 2, 3, 1, 2, 1];
        Assert.AreEqual(Ratio(y, x).StandardError(0), Ratio(y, x).StandardError(0));
        Assert.AreNotEqual(Ratio(y, x, seed: 1).StandardError(0), Ratio(y, x, seed: 2).StandardError(0));
    }

    [TestMethod]
    public void Nothing_is_known_from_one_cluster_and_a_constant_has_no_error()
    {
        Assert.IsTrue(double.IsNaN(Ratio([3], [1]).StandardError(0)));
        Assert.IsTrue(double.IsNaN(Ratio([3], [1]).Interval(0).Low));
        Assert.AreEqual(0, Ratio([2, 4, 6], [1, 2, 3]).StandardError(0));
    }

    private static ClusterBootstrap Ratio(double[] y, double[] x, int replicates = 1000, ulong seed = 1) => ClusterBootstrap.Run(
        y.Length,
        1,
        (draws, statistics) =>
        {
            double numerator = 0, denominator = 0;
            for (int i = 0; i < draws.Length; i++) (numerator, denominator) = (numerator + draws[i] * y[i], denominator + draws[i] * x[i]);
            statistics[0] = numerator / denominator;
        },
        replicates,
        seed);
}
