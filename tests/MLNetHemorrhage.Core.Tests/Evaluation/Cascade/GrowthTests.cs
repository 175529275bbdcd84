using MLNetHemorrhage.Evaluation.Cascade;
using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Tests.Evaluation.Cascade;

[TestClass]
public sealed class GrowthTests
{
    [TestMethod]
    public void An_error_that_grows_by_a_constant_factor_has_that_amplification()
    {
        // Errors 0 (not counted), then 0.1 · 1.2^block, in windows of unequal size with equal errors.
        var squares = Enumerable.Range(0, 6).Select(b => Squared(b == 0 ? 0 : 0.1 * Math.Pow(1.2, b))).ToArray();
        Assert.AreEqual(Math.Log(1.2), Growth.Slope(squares).Value, 1e-14);
        Assert.AreEqual(0, Growth.Slope(squares).StandardError, 1e-14);
        Assert.AreEqual(1.2, Growth.Factor(squares[1], squares[2]).Value, 1e-14);
        Assert.IsTrue(double.IsNaN(Growth.Factor(squares[0], squares[1]).Value));
        Assert.IsTrue(double.IsNaN(Growth.Slope(squares[..2]).Value));
    }

    private static ClusterStatistic Squared(double error) => ClusterStatistic.Ratio([3 * error * error, 5 * error * error, error * error], [3, 5, 1]);
}
