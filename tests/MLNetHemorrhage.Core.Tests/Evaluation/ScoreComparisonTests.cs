using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class ScoreComparisonTests
{
    [TestMethod]
    [DataRow(ScoreKind.Probability)]
    [DataRow(ScoreKind.Logit)]
    public void Equal_scores_do_not_differ(ScoreKind kind)
    {
        var row = ScoreDifference.Of([0.25f, 0.125f, 0.625f], [0.25f, 0.125f, 0.625f], kind);
        Assert.AreEqual(new ScoreDifference(0, 0, true, row.RankCorrelation, 0), row);
        Assert.AreEqual(1, row.RankCorrelation, 1e-15);
    }

    [TestMethod]
    public void Probabilities_by_hand()
    {
        var row = ScoreDifference.Of([0.5f, 0.5f], [0.25f, 0.75f], ScoreKind.Probability);
        Assert.AreEqual(0.5 * Math.Log(4.0 / 3), row.KlDivergence, 1e-15);
        Assert.IsFalse(row.SameTop, "ties go to the lowest index");
        Assert.IsTrue(double.IsNaN(row.RankCorrelation));
        Assert.AreEqual(0.25, row.MaximumDifference);
    }

    [TestMethod]
    public void Logits_mean_their_softmax_whatever_is_added_to_them()
    {
        var random = new RandomSource(4);
        for (int i = 0; i < 50; i++)
        {
            float[] a = Gaussians(random, 7), b = Gaussians(random, 7);
            var logits = ScoreDifference.Of(a, b, ScoreKind.Logit);
            double[] p = Softmax(a), q = Softmax(b);
            Assert.AreEqual(p.Zip(q, (x, y) => x * Math.Log(x / y)).Sum(), logits.KlDivergence, 1e-13);
            Assert.AreEqual(ScoreDivergence.JensenShannon(p, q), logits.JensenShannon, 1e-15);
            var shifted = ScoreDifference.Of(a, [.. b.Select(x => x + 64)], ScoreKind.Logit);
            Assert.AreEqual(logits.KlDivergence, shifted.KlDivergence, 1e-4);
        }
    }

    [TestMethod]
    public void A_class_below_every_probability_still_has_its_logarithm()
    {
        // p is 1 to the last digit, q is e^-1000.
        Assert.AreEqual(1000, ScoreDifference.Of([1000, 0], [0, 1000], ScoreKind.Logit).KlDivergence, 1e-9);
        Assert.AreEqual(double.PositiveInfinity, ScoreDifference.Of([0, 0], [0, float.NegativeInfinity], ScoreKind.Logit).KlDivergence);
        Assert.AreEqual(0, ScoreDifference.Of([0, float.NegativeInfinity], [0, float.NegativeInfinity], ScoreKind.Logit).MaximumDifference);
    }

    [TestMethod]
    public void Raw_scores_have_order_and_differences_only()
    {
        var row = ScoreDifference.Of([-3, 8, 2], [-2, 9, 1], ScoreKind.Raw);
        Assert.IsTrue(double.IsNaN(row.KlDivergence) && double.IsNaN(row.JensenShannon));
        Assert.IsTrue(row.SameTop);
        Assert.AreEqual(1, row.RankCorrelation, 1e-15);
        Assert.AreEqual(1, row.MaximumDifference);
    }

    [TestMethod]
    public void Probabilities_may_miss_1_by_their_rounding_only()
    {
        Assert.AreEqual(0, ScoreDifference.Of([0.5005f, 0.5f], [0.5005f, 0.5f], ScoreKind.Probability).KlDivergence);
        Assert.AreEqual(0, ScoreDifference.Of([0.5f, 0.5f], [0.4996f, 0.4996f], ScoreKind.Probability).KlDivergence, 1e-15);
        Refused("modified scores: expected probabilities that sum to 1 within 0.001, found a sum of 1.25.", [0.5f, 0.5f], [0.5f, 0.75f], ScoreKind.Probability);
        Refused("baseline scores: expected probabilities, found -0.5 at index 1.", [1.5f, -0.5f], [1, 0], ScoreKind.Probability);
        Refused("modified scores: expected probabilities that sum to 1 within 0.001, found a sum of Infinity.", [1, 0], [float.PositiveInfinity, 0], ScoreKind.Probability);
    }

    [TestMethod]
    public void Scores_that_are_none_are_refused()
    {
        Refused("baseline scores: expected at least one, found none.", [], [], ScoreKind.Raw);
        Refused("modified scores: expected the baseline's 2, found 1.", [1, 2], [1], ScoreKind.Raw);
        foreach (var kind in Enum.GetValues<ScoreKind>()) Refused("modified scores: expected numbers, found NaN at index 1.", [1, 0], [1, float.NaN], kind);
        Refused("baseline scores: expected logits with a finite maximum, found a maximum of Infinity.", [0, float.PositiveInfinity], [0, 0], ScoreKind.Logit);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ScoreDifference.Of([1], [1], (ScoreKind)7));
    }

    [TestMethod]
    public void Means_and_errors_are_those_of_the_rows()
    {
        var comparison = new ScoreComparison([new(1, 0.1, true, 1, 2), new(2, 0.2, false, double.NaN, 4), new(6, 0.6, true, 0, 9)]);
        Assert.AreEqual(3, comparison.Rows);
        // Standard deviation sqrt(7).
        Assert.AreEqual(3, comparison.KlDivergence.Value, 1e-15);
        Assert.AreEqual(Math.Sqrt(7.0 / 3), comparison.KlDivergence.StandardError, 1e-15);
        Assert.AreEqual(6, comparison.MaximumKlDivergence);
        Assert.AreEqual(0.3, comparison.JensenShannon.Value, 1e-15);
        Assert.AreEqual(2.0 / 3, comparison.SameTop.Value, 1e-15);
        Assert.AreEqual(2, comparison.RankedRows);
        Assert.AreEqual(new Estimate(0.5, 0.5), comparison.RankCorrelation);
        Assert.AreEqual(5, comparison.Difference.Value, 1e-15);
        Assert.AreEqual(9, comparison.MaximumDifference);
    }

    [TestMethod]
    public void An_infinite_row_makes_the_mean_infinite_and_one_row_has_no_error()
    {
        var infinite = new ScoreComparison([new(0, 0, true, 1, 0), new(double.PositiveInfinity, 0.3, true, 1, 1)]);
        Assert.AreEqual(new Estimate(double.PositiveInfinity, double.NaN), infinite.KlDivergence);
        Assert.AreEqual(new Estimate(0.2, double.NaN), new ScoreComparison([new(0.2, 0, true, 1, 0)]).KlDivergence);
        Assert.ThrowsExactly<HemorrhageException>(() => new ScoreComparison([]));
    }

    private static void Refused(string message, float[] baseline, float[] modified, ScoreKind kind) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(() => ScoreDifference.Of(baseline, modified, kind)).Message);

    private static float[] Gaussians(RandomSource random, int count) => [.. Enumerable.Range(0, count).Select(_ => 3 * (float)random.NextGaussian())];

    private static double[] Softmax(float[] logits)
    {
        double sum = logits.Sum(x => Math.Exp(x));
        return [.. logits.Select(x => Math.Exp(x) / sum)];
    }
}
