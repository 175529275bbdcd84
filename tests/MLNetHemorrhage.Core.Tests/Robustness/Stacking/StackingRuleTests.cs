using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Stacking;

[TestClass]
public sealed class StackingRuleTests
{
    private const double FourBits = 0.75;

    private static readonly ThresholdContext Chunks = new(Protocol: "chunks:512");

    [TestMethod]
    public void Predicts_each_row_of_the_published_table_from_the_others()
    {
        double[] errors = [.. InteractionLearning.LeaveOneOut(TableTen.Cells).Where(c => c.Cell.Second <= FourBits).Select(c => c.Error)];
        Assert.HasCount(13 * 4, errors);
        double rms = Math.Sqrt(errors.Average(e => e * e)), most = errors.Max(Math.Abs);
        Assert.AreEqual(.0068, rms, 5e-5);
        Assert.AreEqual(.0277, most, 5e-5);
        Assert.IsLessThanOrEqualTo(.012, rms);
        Assert.IsLessThanOrEqualTo(.035, most);
    }

    [TestMethod]
    public void Calls_the_two_bit_column_super_additive_and_none_at_four_bits_or_more()
    {
        foreach (var cell in TableTen.Cells.Where(c => c.First > 0 && c.Second > 0))
        {
            var prediction = Predict(cell.First, cell.Second);
            double bits = Strengths.Value("bits", cell.Second);
            if (bits == 2) Assert.IsTrue(prediction.IsSuperAdditive, $"{cell}");
            if (bits >= 4) Assert.IsFalse(prediction.IsSuperAdditive, $"{cell}");
        }
    }

    [TestMethod]
    public void The_shipped_table_gives_back_the_published_cells()
    {
        foreach (var cell in TableTen.Cells.Where(c => c.First > 0 && c.Second > 0))
        {
            var prediction = Predict(cell.First, cell.Second);
            Assert.IsTrue(prediction.IsKnown);
            Assert.AreEqual(cell.LnRatio, prediction.LnRatio, 2e-5, $"{cell}");
        }
    }

    [TestMethod]
    public void Adds_up_the_curves_where_no_interaction_is_known()
    {
        var table = new ThresholdTable(
            new CurveRecord(new("prune", "wanda"), "sparsity", [new(.5, .2)]),
            new CurveRecord(new("factorize", "svdllm"), "keep", [new(.2, .1), new(.4, .5)]));
        var prediction = StackingRule.Predict([new("factorize", "svdllm", "keep", .7), new("prune", "wanda", "sparsity", .25)], table, ThresholdContext.Unknown);
        Assert.AreEqual(Math.Sqrt(.1 * .5) + .1, prediction.LnRatio, 1e-12);
        Assert.AreEqual(double.NaN, prediction.StandardError);
        Assert.IsTrue(prediction.IsKnown);
    }

    [TestMethod]
    public void Reads_the_published_curve_between_its_points_better_than_straight_lines_do()
    {
        var alone = TableTen.Cells.Where(c => c.Second == 0 && c.First > 0).Select(c => new Knot(c.First, c.LnRatio)).ToList();
        double read = 0, straight = 0;
        for (int i = 1; i < alone.Count - 1; i++)
        {
            var curve = new CurveRecord(new("prune", "wanda"), "sparsity", [alone[i - 1], alone[i + 1]]);
            read = Math.Max(read, Math.Abs(curve.LnRatioAt(alone[i].Strength) - alone[i].LnRatio));
            straight = Math.Max(straight, Math.Abs((alone[i - 1].LnRatio + alone[i + 1].LnRatio) / 2 - alone[i].LnRatio));
        }
        Assert.AreEqual(.1, read, .005);
        Assert.AreEqual(.197, straight, .005);
    }

    [TestMethod]
    public void Says_what_is_not_known()
    {
        var table = new ThresholdTable(new CurveRecord(new("prune", "wanda"), "sparsity", [new(.2, .1), new(.4, .3)]));
        var beyond = StackingRule.Predict([new("prune", "wanda", "sparsity", .5)], table, ThresholdContext.Unknown);
        Assert.IsFalse(beyond.IsKnown);
        Assert.AreEqual(.4, beyond.LnRatio, 1e-12);
        var without = StackingRule.Predict([new("prune", "ria", "sparsity", .2)], table, ThresholdContext.Unknown);
        Assert.IsFalse(without.IsKnown);
        Assert.AreEqual(double.NaN, without.LnRatio);
    }

    [TestMethod]
    public void Interactions_are_bilinear_zero_without_a_step_and_constant_beyond_the_grid()
    {
        var table = new ThresholdTable(
            new CurveRecord(new("prune", "wanda"), "sparsity", [new(1, 0)]),
            new CurveRecord(new("quantize", "rtn"), "bits", [new(1, 0)]),
            new InteractionRecord(new("prune", "*"), new("quantize", "*"), [new(.4, .5, 1), new(.4, .75, 2), new(.8, .5, 3), new(.8, .75, 8)]));
        foreach (var (sparsity, bits, expected) in new[] { (.4, 8.0, 1.0), (.8, 4, 8), (.6, 6, 3.5), (.2, 8, .5), (.2, 12, .25), (0, 4, 0), (.8, 16, 0), (.9, 2, 8) })
        {
            var prediction = StackingRule.Predict([new("prune", "wanda", "sparsity", sparsity), new("quantize", "rtn", "bits", bits)], table, ThresholdContext.Unknown);
            Assert.AreEqual(expected, prediction.LnRatio, 1e-12, $"{sparsity} {bits}");
        }
    }

    [TestMethod]
    public void Learns_exactly_what_was_put_in()
    {
        double[] first = [.2, .5, .6], second = [.5, .75];
        var cells = (from s in first.Prepend(0) from t in second.Prepend(0) select new SurfaceCell(s, t, 2 * s + t * t + 3 * s * t)).ToList();
        var learned = InteractionLearning.Learn(new("prune", "wanda"), new("quantize", "rtn"), cells);
        Assert.HasCount(6, learned.Knots);
        foreach (var knot in learned.Knots) Assert.AreEqual(3 * knot.First * knot.Second, knot.Value, 1e-12);
        // Bilinear truth: only the last row, which has no row after it, is not predicted.
        Assert.AreEqual(Math.Sqrt((.3 * .5 * .3 * .5 + .3 * .75 * .3 * .75) / 6), learned.Error!.Value, 1e-12);
    }

    [TestMethod]
    public void Wants_every_cell_of_the_grid()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => InteractionLearning.Learn(new("prune", "wanda"), new("quantize", "rtn"), [new(.5, 0, 1), new(.5, .75, 2)]));
        StringAssert.StartsWith(error.Message, "Expected a cell at strengths 0 and 0.75, found none.");
    }

    private static StackingPrediction Predict(double first, double second) => StackingRule.Predict(
        [new("prune", "wanda", "sparsity", first), new("quantize", "ggml", "bits", Strengths.Value("bits", second))], ThresholdTable.Default, Chunks);
}
