using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Prediction;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation.Prediction;

[TestClass]
public sealed class CalibrationTests
{
    [TestMethod]
    public void The_error_of_a_few_predictions_by_hand()
    {
        // Bin (0.6, 0.667]: 0.65 wrong, 0.61 right → |1 - 1.26|; bin (0.867, 0.933]: 0.9 right → 0.1; bin (0, 0.067]: 0.05 wrong → 0.05.
        TopPrediction[] predictions = [new(0.65, false), new(0.9, true), new(0.61, true), new(0.05, false)];
        var result = CalibrationMeasure.Of(Text(2, 2), predictions, predictions);
        Assert.AreEqual((0.26 + 0.1 + 0.05) / 4, result.Base.Expected.Value, 1e-15);
        // One prediction a bin: each error counts alone.
        Assert.AreEqual((0.65 + 0.1 + 0.39 + 0.05) / 4, result.Base.Adaptive.Value, 1e-15);
        Assert.AreEqual(2.21 / 4, result.Base.Confidence.Value, 1e-15);
        var bin = result.Base.Bins[9];
        Assert.AreEqual((9.0 / 15, 10.0 / 15, 2), (bin.Low, bin.High, bin.Tokens));
        Assert.AreEqual(0.63, bin.Confidence, 1e-15);
        Assert.AreEqual(0.5, bin.Accuracy);
        Assert.IsTrue(double.IsNaN(result.Base.Bins[5].Accuracy));
        Assert.AreEqual(new(0, 0), result.Difference);
    }

    [TestMethod]
    public void Bins_are_open_below_and_closed_above()
    {
        for (int bin = 0; bin < ConfidenceBins.Count; bin++)
        {
            double edge = ConfidenceBins.Edge(bin + 1);
            Assert.AreEqual(bin, ConfidenceBins.EqualWidth([new(edge, true)])[0]);
            Assert.AreEqual(bin, ConfidenceBins.EqualWidth([new(Math.BitDecrement(edge), true)])[0]);
            if (bin > 0) Assert.AreEqual(bin, ConfidenceBins.EqualWidth([new(Math.BitIncrement(ConfidenceBins.Edge(bin)), true)])[0]);
        }
    }

    [TestMethod]
    public void Equal_mass_bins_differ_by_one_prediction_at_most_and_follow_confidence()
    {
        TopPrediction[] predictions = [.. Predictions(new RandomSource(1), 1003, honest: 1)];
        int[] bins = ConfidenceBins.EqualMass(predictions);
        int[] counts = [.. bins.GroupBy(b => b).Select(g => g.Count())];
        Assert.HasCount(15, counts);
        Assert.IsLessThanOrEqualTo(1, counts.Max() - counts.Min());
        var ordered = bins.Zip(predictions).OrderBy(p => p.First).ThenBy(p => p.Second.Confidence).Select(p => p.Second.Confidence).ToArray();
        CollectionAssert.AreEqual(ordered.Order().ToArray(), ordered);
    }

    [TestMethod]
    public void An_honest_model_is_calibrated_and_a_boastful_one_is_off_by_its_boast()
    {
        TopPrediction[] honest = [.. Predictions(new RandomSource(1), 60_000, honest: 1)], boastful = [.. Predictions(new RandomSource(1), 60_000, honest: 0.8)];
        var result = CalibrationMeasure.Of(Text([.. Enumerable.Repeat(600, 100)]), honest, boastful);
        Assert.AreEqual(0, result.Base.Expected.Value, 0.01);
        // Right only 0.8 times as often as claimed; the mean claim is 1/2.
        Assert.AreEqual(0.1, result.Modified.Expected.Value, 0.01);
        Assert.AreEqual(0.1, result.Modified.Adaptive.Value, 0.01);
        Assert.AreEqual(result.Modified.Expected.Value - result.Base.Expected.Value, result.Difference.Value, 1e-15);
        Assert.AreEqual(0.5, result.Modified.Confidence.Value, 0.01);
    }

    [TestMethod]
    public void The_error_of_the_error_is_its_spread_over_texts()
    {
        // 150 texts of 40 windows whose tokens share how far the model is off.
        const int Texts = 150, Windows = 40, Tokens = 50;
        var random = new RandomSource(9);
        double sum = 0, squares = 0, claimed = 0, paired = 0, pairedSum = 0, pairedSquares = 0;
        for (int text = 0; text < Texts; text++)
        {
            var before = new List<TopPrediction>();
            var after = new List<TopPrediction>();
            for (int w = 0; w < Windows; w++)
            {
                double share = 0.6 + 0.15 * random.NextGaussian();
                foreach (var prediction in Predictions(random, Tokens, honest: share))
                {
                    before.Add(prediction);
                    after.Add(prediction with { Confidence = 0.5 * prediction.Confidence });
                }
            }
            var result = CalibrationMeasure.Of(Text([.. Enumerable.Repeat(Tokens, Windows)]), [.. before], [.. after]);
            double value = result.Base.Expected.Value, difference = result.Difference.Value;
            (sum, squares, claimed) = (sum + value, squares + value * value, claimed + result.Base.Expected.StandardError);
            (pairedSum, pairedSquares, paired) = (pairedSum + difference, pairedSquares + difference * difference, paired + result.Difference.StandardError);
        }
        double spread = Math.Sqrt(squares / Texts - sum / Texts * (sum / Texts));
        Assert.AreEqual(1, claimed / Texts / spread, 0.15);
        double pairedSpread = Math.Sqrt(pairedSquares / Texts - pairedSum / Texts * (pairedSum / Texts));
        Assert.AreEqual(1, paired / Texts / pairedSpread, 0.2);
    }

    [TestMethod]
    public void A_single_window_has_no_known_error()
    {
        var result = CalibrationMeasure.Of(Text(2), [new(0.5, true), new(0.2, false)], [new(0.5, true), new(0.3, false)]);
        Assert.IsTrue(double.IsNaN(result.Base.Expected.StandardError));
        Assert.IsTrue(double.IsNaN(result.Difference.StandardError));
    }

    private static IEnumerable<TopPrediction> Predictions(RandomSource random, int count, double honest)
    {
        for (int i = 0; i < count; i++)
        {
            double confidence = random.NextDouble();
            yield return new(confidence, random.NextDouble() < honest * confidence);
        }
    }

    private static ScoredText Text(params int[] tokens) => new(Protocol.Documents(tokens.Length), [.. tokens.Select(n => new ScoredWindow(new int[n + 1], 1, n))]);
}
