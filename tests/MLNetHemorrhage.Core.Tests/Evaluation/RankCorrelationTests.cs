using MLNetHemorrhage.Evaluation.Statistics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class RankCorrelationTests
{
    [TestMethod]
    public void Tied_values_share_the_mean_of_their_ranks()
    {
        CollectionAssert.AreEqual(new[] { 3.5, 1, 3.5, 2, 5 }, RankCorrelation.Ranks([7, -1, 7, 0, 9]));
        CollectionAssert.AreEqual(new[] { 2.0, 2, 2 }, RankCorrelation.Ranks([0f, -0f, 0f]));
    }

    [TestMethod]
    public void Only_the_order_matters()
    {
        Assert.AreEqual(1, RankCorrelation.Spearman([1, 2, 3, 4], [-7, 0, 0.5f, 1e9f]), 1e-15);
        Assert.AreEqual(-1, RankCorrelation.Spearman([1, 2, 3, 4], [4, 3, 2, 1]), 1e-15);
        // Ranks 1 2 3 against 2 1 3: 1 - 6 · 2 / (3 · 8).
        Assert.AreEqual(0.5, RankCorrelation.Spearman([10, 20, 30], [5, 4, 6]), 1e-15);
    }

    [TestMethod]
    public void A_series_that_does_not_vary_has_none()
    {
        Assert.IsTrue(double.IsNaN(RankCorrelation.Spearman([1, 1, 1], [1, 2, 3])));
        Assert.IsTrue(double.IsNaN(RankCorrelation.Spearman([1], [2])));
    }

    [TestMethod]
    public void Ranks_are_what_counting_gives()
    {
        var random = new RandomSource(1);
        for (int i = 0; i < 100; i++)
        {
            float[] values = [.. Enumerable.Range(0, 1 + random.NextInt(30)).Select(_ => (float)random.NextInt(8))];
            double[] counted = [.. values.Select(v => values.Count(o => o < v) + (values.Count(o => o == v) + 1) / 2.0)];
            CollectionAssert.AreEqual(counted, RankCorrelation.Ranks(values));
        }
    }
}
