using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class RowDivergenceTests
{
    [TestMethod]
    public void Agrees_with_the_definitions_for_every_length()
    {
        var random = new RandomSource(3);
        for (int length = 1; length <= 40; length++)
        {
            var (a, b) = (Logits(random, length, 3), Logits(random, length, 3));
            int target = random.NextInt(length);
            var row = RowDivergence.Of(a, b, target);
            double[] p = Softmax(a), q = Softmax(b);
            Assert.AreEqual(-Math.Log(p[target]), row.BaseNll, 1e-13);
            Assert.AreEqual(-Math.Log(q[target]), row.ModifiedNll, 1e-13);
            Assert.AreEqual(p.Zip(q, (x, y) => x * Math.Log(x / y)).Sum(), row.KlDivergence, 1e-13);
            Assert.AreEqual(q[target] - p[target], row.DeltaProbability, 1e-13);
            Assert.AreEqual(Array.IndexOf(a, a.Max()) == Array.IndexOf(b, b.Max()), row.SameTop);
        }
    }

    [TestMethod]
    public void Divergence_of_a_distribution_from_itself_is_exactly_zero()
    {
        var logits = Logits(new RandomSource(4), 1000, 20);
        Assert.AreEqual(0, RowDivergence.Of(logits, logits, 5).KlDivergence);
        Assert.AreEqual(0, RowDivergence.Of(logits, logits, 5).DeltaProbability);
        Assert.IsTrue(RowDivergence.Of(logits, logits, 5).SameTop);
    }

    [TestMethod]
    public void Small_divergences_keep_their_digits()
    {
        // To second order the divergence is half the variance of the change of the logits.
        var random = new RandomSource(5);
        foreach (float step in new[] { 1e-2f, 1e-4f, 1e-6f })
        {
            var a = Logits(random, 500, 1);
            float[] b = [.. a.Select(x => x + step * (float)random.NextGaussian())];
            var p = Softmax(a);
            double mean = p.Zip(a.Zip(b, (x, y) => (double)y - x), (w, d) => w * d).Sum();
            double variance = p.Zip(a.Zip(b, (x, y) => (double)y - x), (w, d) => w * (d - mean) * (d - mean)).Sum();
            Assert.AreEqual(1, RowDivergence.Of(a, b, 0).KlDivergence / (variance / 2), 2 * step + 1e-9);
        }
    }

    [TestMethod]
    public void Divergence_is_never_negative_and_finite_for_extreme_logits()
    {
        var random = new RandomSource(6);
        foreach (float scale in new[] { 1e-7f, 0.05f, 0.07f, 10f, 1000f, 1e30f })
        {
            for (int trial = 0; trial < 50; trial++)
            {
                var a = Logits(random, 33, scale);
                float[] b = [.. a.Select(x => trial % 2 == 0 ? MathF.BitIncrement(x) : x + scale * (float)random.NextGaussian())];
                double divergence = RowDivergence.Of(a, b, 0).KlDivergence;
                Assert.IsTrue(divergence >= 0 && double.IsFinite(divergence), $"{divergence} at {scale}");
            }
        }
    }

    [TestMethod]
    public void A_token_ruled_out_by_the_modified_model_alone_costs_infinitely_much()
    {
        Assert.AreEqual(double.PositiveInfinity, RowDivergence.Of([0, 0], [0, float.NegativeInfinity], 0).KlDivergence);
        Assert.AreEqual(Math.Log(2), RowDivergence.Of([0, float.NegativeInfinity], [0, 0], 0).KlDivergence, 1e-15);
        Assert.AreEqual(0, RowDivergence.Of([0, float.NegativeInfinity], [1, float.NegativeInfinity], 0).KlDivergence);
    }

    [TestMethod]
    public void Ties_of_the_top_go_to_the_lowest_id()
    {
        Assert.IsTrue(RowDivergence.Of([1, 3, 3], [0, 2, 1], 0).SameTop);
        Assert.IsFalse(RowDivergence.Of([1, 3, 3], [0, 1, 2], 0).SameTop);
    }

    [TestMethod]
    public void What_is_no_distribution_gives_NaN()
    {
        Assert.IsTrue(double.IsNaN(RowDivergence.Of([0, float.NaN], [0, 1], 0).BaseNll));
        Assert.IsTrue(double.IsNaN(RowDivergence.Of([0, 1], [0, float.PositiveInfinity], 0).ModifiedNll));
    }

    private static float[] Logits(RandomSource random, int length, float scale) =>
        [.. Enumerable.Range(0, length).Select(_ => scale * (float)random.NextGaussian())];

    private static double[] Softmax(float[] logits)
    {
        double maximum = logits.Max();
        double sum = logits.Sum(x => Math.Exp(x - maximum));
        return [.. logits.Select(x => Math.Exp(x - maximum) / sum)];
    }
}
