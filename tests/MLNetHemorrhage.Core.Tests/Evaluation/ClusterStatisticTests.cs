using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class ClusterStatisticTests
{
    private static readonly double[] Y = [3, 2, 7, 4], X = [1, 2, 3, 3];

    [TestMethod]
    public void A_ratio_is_that_of_cluster_sampling()
    {
        var (expected, actual) = (ClusteredRatio.Of(Y, X), ClusterStatistic.Ratio(Y, X).ToEstimate());
        Assert.AreEqual(expected.Value, actual.Value);
        Assert.AreEqual(expected.StandardError, actual.StandardError, 1e-15);
    }

    [TestMethod]
    public void What_two_statistics_share_cancels_in_their_difference()
    {
        ClusterStatistic one = ClusterStatistic.Ratio(Y, X), shifted = ClusterStatistic.Ratio([4, 4, 10, 7], X);
        var difference = shifted.Minus(one).ToEstimate();
        Assert.AreEqual(1, difference.Value, 1e-15);
        Assert.AreEqual(0, difference.StandardError, 1e-15);
    }

    [TestMethod]
    public void A_similarity_is_exact_at_its_ends()
    {
        double[] none = [0, 0, 0, 0];
        Assert.AreEqual(new(1, 0), ClusterStatistic.Similarity(Y, Y, Y).ToEstimate());
        Assert.AreEqual(new(0, 0), ClusterStatistic.Similarity(none, Y, none).ToEstimate());
        Assert.AreEqual(new(1, 0), ClusterStatistic.Similarity(none, none, none).ToEstimate());
    }

    [TestMethod]
    public void A_logarithm_has_the_relative_error()
    {
        var ratio = ClusterStatistic.Ratio(Y, X);
        Assert.AreEqual(Math.Log(ratio.Value), ratio.Log().Value);
        Assert.AreEqual(ratio.ToEstimate().StandardError / ratio.Value, ratio.Log().ToEstimate().StandardError, 1e-15);
    }
}
