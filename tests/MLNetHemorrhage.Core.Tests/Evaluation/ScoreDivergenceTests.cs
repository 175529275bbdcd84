using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class ScoreDivergenceTests
{
    private static readonly double Ln2 = Math.Log(2);

    [TestMethod]
    public void Values_by_hand()
    {
        // (1/2) ln 2 + (1/2) ln(2/3) = (1/2) ln(4/3).
        Assert.AreEqual(0.5 * Math.Log(4.0 / 3), ScoreDivergence.KullbackLeibler([0.5, 0.5], [0.25, 0.75]), 1e-16);
        Assert.AreEqual(Ln2, ScoreDivergence.KullbackLeibler([1, 0], [0.5, 0.5]), 1e-16);
        // m = (3/4, 1/4): (1/2) ln(4/3) + (1/2) [ (1/2) ln(2/3) + (1/2) ln 2 ].
        Assert.AreEqual(0.5 * Math.Log(4.0 / 3) + 0.25 * Math.Log(4.0 / 3), ScoreDivergence.JensenShannon([1, 0], [0.5, 0.5]), 1e-16);
    }

    [TestMethod]
    public void A_class_that_is_ruled_out_is_infinitely_far_in_one_direction_only()
    {
        Assert.AreEqual(double.PositiveInfinity, ScoreDivergence.KullbackLeibler([0.5, 0.5], [1, 0]));
        Assert.IsTrue(double.IsFinite(ScoreDivergence.KullbackLeibler([1, 0], [0.5, 0.5])));
        Assert.AreEqual(Ln2, ScoreDivergence.JensenShannon([1, 0], [0, 1]));
    }

    [TestMethod]
    public void Equal_distributions_are_exactly_nothing_apart()
    {
        var random = new RandomSource(1);
        for (int i = 0; i < 50; i++)
        {
            var p = Distribution(random, 1 + random.NextInt(20), 8);
            Assert.AreEqual(0, ScoreDivergence.KullbackLeibler(p, p));
            Assert.AreEqual(0, ScoreDivergence.JensenShannon(p, p));
        }
    }

    [TestMethod]
    public void Both_are_what_the_definitions_say()
    {
        var random = new RandomSource(2);
        for (int i = 0; i < 300; i++)
        {
            int classes = 1 + random.NextInt(20);
            // From nearly equal to far apart.
            double spread = Math.Pow(10, -random.NextInt(5)) * 3;
            var p = Distribution(random, classes, 3);
            var q = Normalized([.. p.Select(x => x * Math.Exp(spread * random.NextGaussian()))]);
            Assert.AreEqual(Plain(p, q), ScoreDivergence.KullbackLeibler(p, q), 1e-14);
            var m = p.Zip(q, (x, y) => (x + y) / 2).ToArray();
            Assert.AreEqual((Plain(p, m) + Plain(q, m)) / 2, ScoreDivergence.JensenShannon(p, q), 1e-14);
        }
    }

    [TestMethod]
    public void Both_stay_within_their_bounds_and_one_is_symmetric()
    {
        var random = new RandomSource(3);
        for (int i = 0; i < 300; i++)
        {
            int classes = 2 + random.NextInt(20);
            double[] p = Distribution(random, classes, 30), q = Distribution(random, classes, 30);
            double divergence = ScoreDivergence.JensenShannon(p, q);
            Assert.AreEqual(divergence, ScoreDivergence.JensenShannon(q, p));
            Assert.IsTrue(divergence >= 0 && divergence <= Ln2, $"{divergence}");
            Assert.IsGreaterThanOrEqualTo(0, ScoreDivergence.KullbackLeibler(p, q));
        }
    }

    [TestMethod]
    public void A_tiny_change_keeps_its_digits()
    {
        // For q = p + e (1, -1): e²/2 Σ 1/p + O(e³), far below the rounding of p ln(p / q).
        const double E = 1e-9;
        Assert.AreEqual(2 * E * E, ScoreDivergence.KullbackLeibler([0.5, 0.5], [0.5 + E, 0.5 - E]), 1e-6 * E * E);
    }

    private static double Plain(double[] p, double[] q) => p.Zip(q, (x, y) => x == 0 ? 0 : x * Math.Log(x / y)).Sum();

    private static double[] Distribution(RandomSource random, int classes, double spread) =>
        Normalized([.. Enumerable.Range(0, classes).Select(_ => Math.Exp(spread * random.NextGaussian()))]);

    private static double[] Normalized(double[] values) => [.. values.Select(v => v / values.Sum())];
}
