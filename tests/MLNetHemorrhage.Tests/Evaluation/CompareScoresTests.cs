using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class CompareScoresTests
{
    private static readonly double Ln2 = Math.Log(2);

    private readonly MLContext _context = new(1);

    [TestMethod]
    public void A_model_does_not_differ_from_itself()
    {
        var metrics = Compare(ScoredRow.Random(1, 40), ScoredRow.Random(1, 40));
        Assert.AreEqual(40, metrics.Rows);
        Assert.AreEqual(0, metrics.KlDivergence);
        Assert.AreEqual(0, metrics.KlDivergenceStandardError);
        Assert.AreEqual(0, metrics.JensenShannonDivergence);
        Assert.AreEqual(1, metrics.SameTop);
        Assert.AreEqual(1, metrics.RankCorrelation, 1e-15);
        Assert.AreEqual(40, metrics.RankedRows);
        Assert.AreEqual(0, metrics.MaximumDifference);
    }

    [TestMethod]
    public void Two_rows_by_hand()
    {
        var metrics = Compare([ScoredRow.Of(0, 0.5f, 0.5f), ScoredRow.Of(1, 1, 0)], [ScoredRow.Of(0, 0.25f, 0.75f), ScoredRow.Of(1, 0.5f, 0.5f)]);
        double first = 0.5 * Math.Log(4.0 / 3), second = Ln2;
        Assert.AreEqual((first + second) / 2, metrics.KlDivergence, 1e-15);
        Assert.AreEqual((second - first) / 2, metrics.KlDivergenceStandardError, 1e-15);
        Assert.AreEqual(second, metrics.MaximumKlDivergence, 1e-15);
        Assert.AreEqual(0.5, metrics.SameTop);
        Assert.AreEqual(0.5, metrics.SameTopStandardError);
        Assert.AreEqual(0.375, metrics.Difference);
        Assert.AreEqual(0.125, metrics.DifferenceStandardError);
        Assert.AreEqual(0.5, metrics.MaximumDifference);
        Assert.AreEqual(0, metrics.RankedRows);
        Assert.IsTrue(double.IsNaN(metrics.RankCorrelation));
    }

    [TestMethod]
    public void Means_are_those_of_the_definitions()
    {
        ScoredRow[] a = ScoredRow.Random(2, 30), b = ScoredRow.Random(3, 30);
        var metrics = Compare(a, b);
        double[] divergences = [.. a.Zip(b, (x, y) => x.Score.DenseValues().Zip(y.Score.DenseValues(), (p, q) => p * Math.Log((double)p / q)).Sum())];
        Assert.AreEqual(divergences.Average(), metrics.KlDivergence, 1e-6);
        Assert.AreEqual(divergences.Max(), metrics.MaximumKlDivergence, 1e-6);
        Assert.AreEqual(a.Zip(b, (x, y) => Top(x) == Top(y) ? 1.0 : 0).Average(), metrics.SameTop, 1e-15);
        Assert.IsTrue(metrics.JensenShannonDivergence is > 0 and < 0.6931);
        var reverse = Compare(b, a);
        Assert.AreEqual(metrics.JensenShannonDivergence, reverse.JensenShannonDivergence);
        Assert.AreNotEqual(metrics.KlDivergence, reverse.KlDivergence);
    }

    [TestMethod]
    [DataRow("Id")]
    [DataRow("Number")]
    [DataRow("Key")]
    [DataRow("Long")]
    public void The_order_of_the_modified_rows_does_not_matter(string key)
    {
        ScoredRow[] a = ScoredRow.Random(4, 50), b = ScoredRow.Random(5, 50);
        ScoredRow[] shuffled = [.. b];
        new Random(6).Shuffle(shuffled);
        Same(Compare(a, b, key), Compare(a, shuffled, key), 0);
        ScoredRow[] mixed = [.. a];
        new Random(7).Shuffle(mixed);
        Same(Compare(a, b, key), Compare(mixed, b, key), 1e-14);
    }

    [TestMethod]
    public void Without_a_key_column_rows_keep_their_id_behind_a_filter()
    {
        ScoredRow[] a = ScoredRow.Random(8, 20), b = ScoredRow.Random(9, 20);
        var all = Compare(a[3..12], b[3..12]);
        foreach (var row in a.Concat(b)) row.Label = row.Number;
        IDataView Middle(ScoredRow[] rows) => _context.Data.FilterRowsByColumn(Load(rows), "Label", 3, 12);
        Same(all, _context.Hemorrhage().CompareScores(Middle(a), Middle(b)), 0);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => _context.Hemorrhage().CompareScores(Middle(a), Load(b[3..12])));
        StringAssert.Contains(error.Message, "key 9, found none");
    }

    [TestMethod]
    public void Sparse_scores_are_what_they_stand_for()
    {
        VBuffer<float> sparse = new(4, 2, [0.25f, 0.75f], [1, 3]), dense = new(4, [0.1f, 0.2f, 0.3f, 0.4f]), spread = new(4, [0, 0.25f, 0, 0.75f]);
        foreach (var kind in Enum.GetValues<ScoreKind>())
        {
            var expected = Compare([ScoredRow.Of(0, spread), ScoredRow.Of(1, dense)], [ScoredRow.Of(0, dense), ScoredRow.Of(1, dense)], kind: kind);
            Same(expected, Compare([ScoredRow.Of(0, sparse), ScoredRow.Of(1, dense)], [ScoredRow.Of(0, dense), ScoredRow.Of(1, dense)], kind: kind), 0);
        }
    }

    [TestMethod]
    public void A_single_score_is_that_of_the_positive_class_of_two()
    {
        ScoredRow[] probabilities = [ScoredRow.Of(0, 0.75f, 0.25f), ScoredRow.Of(1, 0.5f, 0.5f)], others = [ScoredRow.Of(0, 0.5f, 0.5f), ScoredRow.Of(1, 0.25f, 0.75f)];
        Same(Compare(probabilities, others), Compare(probabilities, others, score: "Positive"), 0);
        ScoredRow[] scores = [ScoredRow.Of(0, 0, 3), ScoredRow.Of(1, 0, -1)], moved = [ScoredRow.Of(0, 0, 1), ScoredRow.Of(1, 0, 0.5f)];
        foreach (var kind in new[] { ScoreKind.Logit, ScoreKind.Raw })
            Same(Compare(scores, moved, kind: kind), Compare(scores, moved, score: "Positive", kind: kind), 0);
        Assert.AreEqual(0.5, Compare(scores, moved, score: "Positive", kind: ScoreKind.Raw).SameTop, "the decision, which is made at 0");
    }

    [TestMethod]
    public void Kinds_decide_what_there_is()
    {
        ScoredRow[] a = [ScoredRow.Of(0, 1, 2, 3), ScoredRow.Of(1, 3, 2, 1)], b = [ScoredRow.Of(0, 1, 3, 2), ScoredRow.Of(1, 3, 2, 1)];
        var raw = Compare(a, b, kind: ScoreKind.Raw);
        Assert.IsTrue(double.IsNaN(raw.KlDivergence) && double.IsNaN(raw.JensenShannonDivergence) && double.IsNaN(raw.MaximumKlDivergence));
        Assert.AreEqual(0.75, raw.RankCorrelation, 1e-15);
        Assert.AreEqual(ScoreKind.Raw, raw.Kind);
        var logit = Compare(a, b, kind: ScoreKind.Logit);
        Assert.AreEqual(raw.RankCorrelation, logit.RankCorrelation);
        // softmax (1 2 3) and (1 3 2): (e³ - e²) / (e + e² + e³).
        Assert.AreEqual((Math.Exp(3) - Math.Exp(2)) / (Math.E + Math.Exp(2) + Math.Exp(3)) / 2, logit.KlDivergence, 1e-15);
    }

    [TestMethod]
    public void What_the_modified_model_rules_out_is_infinitely_far()
    {
        var metrics = Compare([ScoredRow.Of(0, 0.5f, 0.5f), ScoredRow.Of(1, 1, 0)], [ScoredRow.Of(0, 1, 0), ScoredRow.Of(1, 1, 0)]);
        Assert.AreEqual(double.PositiveInfinity, metrics.KlDivergence);
        Assert.IsTrue(double.IsNaN(metrics.KlDivergenceStandardError));
        Assert.IsTrue(double.IsFinite(metrics.JensenShannonDivergence));
    }

    [TestMethod]
    public void The_log_hears_of_it()
    {
        var messages = new List<string>();
        _context.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Info) messages.Add($"{e.Source}: {e.RawMessage}");
        };
        Compare(ScoredRow.Random(1, 4), ScoredRow.Random(1, 4));
        CollectionAssert.AreEqual(new[] { "Hemorrhage; CompareScores: Compared 4 rows; 100 % have the same top score." }, messages);
    }

    private ScoreComparisonMetrics Compare(ScoredRow[] baseline, ScoredRow[] modified, string? key = null, string score = "Score", ScoreKind kind = ScoreKind.Probability) =>
        _context.Hemorrhage().CompareScores(Load(baseline), Load(modified), score, key, kind);

    private IDataView Load(ScoredRow[] rows) => _context.Data.LoadFromEnumerable(rows);

    private static int Top(ScoredRow row)
    {
        float[] scores = [.. row.Score.DenseValues()];
        return Array.IndexOf(scores, scores.Max());
    }

    private static void Same(ScoreComparisonMetrics expected, ScoreComparisonMetrics actual, double tolerance)
    {
        foreach (var property in typeof(ScoreComparisonMetrics).GetProperties())
        {
            double e = Convert.ToDouble(property.GetValue(expected), null), a = Convert.ToDouble(property.GetValue(actual), null);
            Assert.AreEqual(e, a, tolerance, property.Name);
        }
    }
}
