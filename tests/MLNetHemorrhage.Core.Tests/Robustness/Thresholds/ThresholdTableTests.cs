using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Thresholds;

[TestClass]
public sealed class ThresholdTableTests
{
    private const string Header = "#hemorrhage-thresholds 1\n";

    [TestMethod]
    public void Reads_every_key()
    {
        string hash = new('a', 64);
        var table = Parse($"""
            threshold model=tiny* sha256={hash} step=prune method=wanda coordinate=sparsity s0=.55 low=.5 high=.6 tolerance=.05 sTol=.3 sTolLow=.28 sTolHigh=.32 protocol=documents:100 measuredOn=other source="a ""quoted"" # text" # comment
            curve step=quantize method=rtn coordinate=bits knots=0.5:0.01,0.75:0.2
              # nothing here

            interaction first=prune:wanda second=quantize:* knots=0.5/0.75:-0.01,0.6/0.75:1e-3 error=0.01
            """);
        Assert.AreEqual(
            new ThresholdRecord(new("prune", "wanda"), "sparsity")
            {
                Model = "tiny*", Sha256 = hash, S0 = .55, Low = .5, High = .6, Tolerance = .05, STol = .3, STolLow = .28, STolHigh = .32,
                Protocol = "documents:100", MeasuredOn = "other", Source = "a \"quoted\" # text",
            },
            table.Thresholds.Single());
        Assert.AreEqual(new CurveRecord(new("quantize", "rtn"), "bits", [new(.5, .01), new(.75, .2)]), table.Curves.Single());
        Assert.AreEqual(
            new InteractionRecord(new("prune", "wanda"), new("quantize", "*"), [new(.5, .75, -.01), new(.6, .75, .001)]) { Error = .01 },
            table.Interactions.Single());
    }

    [TestMethod]
    [DataRow("threshhold step=prune", 1, "expected threshold, curve, interaction or range; found \"threshhold\"")]
    [DataRow("range step=decode method=* parameter=temperature from=1 to=0.6", 60, "to: expected a number of at least from=1, found 0.6")]
    [DataRow("range step=decode method=* parameter=temperature from=1", 1, "range: expected to=")]
    [DataRow("range step=decode method=* parameter=a-b from=0 to=1", 38, "parameter: expected the name of a parameter, found \"a-b\"")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=.5 hihg=.6", 61, "threshold: unknown key \"hihg\"; known: coordinate, high, low")]
    [DataRow("threshold step=prune coordinate=sparsity s0=.5", 1, "threshold: expected method=…, found none")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity", 1, "s0: expected s0, low and high, or tolerance and sTol; found none of them")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=.5 s0=.6", 61, "s0 is given twice")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=half", 58, "s0: expected a number, found \"half\"")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=NaN", 58, "s0: expected a number, found \"NaN\"")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=50", 58, "s0: expected a strength of at least 0 and at most 1, found 50")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=.5 low=.6 high=.7", 58, "s0: expected a strength of at least low=0.6 and at most 1, found 0.5")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity low=.6", 59, "low: expected low and high together, found one of them")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity sTol=.6", 60, "sTol: expected tolerance and sTol together, found one of them")]
    [DataRow("threshold step=prune method=wanda coordinate=density s0=.5", 46, "coordinate: expected one of sparsity, ratio, keep, bits; found \"density\"")]
    [DataRow("threshold step=trim method=wanda coordinate=sparsity s0=.5", 16, "step: expected one of prune, pruneStructured")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=.5 protocol=wikitext", 70, "protocol: expected a form such as wikitext:2048")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=.5 sha256=abc", 68, "sha256: expected 64 hexadecimal digits, found \"abc\"")]
    [DataRow("threshold step=prune method=\"wanda s0=.5", 29, "expected a closing quote, found the end of the line")]
    [DataRow("threshold step=prune method=wanda stray", 35, "expected key=value, found \"stray\"")]
    [DataRow("curve step=prune method=wanda coordinate=sparsity knots=.5:.1,.4:.2", 57, "knots: expected ascending strengths above 0 and at most 1, found 0.4 after 0.5")]
    [DataRow("curve step=prune method=wanda coordinate=sparsity knots=.5", 57, "knots: expected strength:lnRatio,…, found \".5\"")]
    [DataRow("interaction first=prune:wanda second=quantize knots=.5/.5:0", 38, "second: expected verb:method, found \"quantize\"")]
    [DataRow("interaction first=prune:* second=quantize:* knots=.5/.5:0,.6/.6:0", 51, "knots: expected one for each of 2 × 2 pairs of strengths, found 2")]
    [DataRow("interaction first=prune:* second=quantize:* knots=.5:.5/0", 51, "knots: expected strength/strength:lnInteraction,…")]
    public void Says_where_a_line_is_wrong_and_keeps_the_others(string line, int column, string message)
    {
        var problems = new List<ThresholdProblem>();
        var table = ThresholdTable.Parse($"{Header}\n  {line}\nthreshold step=prune method=ria coordinate=sparsity s0=.5\n", "my.txt", problems);
        var problem = problems.First();
        Assert.AreEqual(("my.txt", 3, column + 2), (problem.File, problem.Line, problem.Column), problem.Message);
        StringAssert.StartsWith(problem.Message, message);
        Assert.HasCount(1, table.Records);
    }

    [TestMethod]
    public void Wants_the_first_line()
    {
        var problems = new List<ThresholdProblem>();
        ThresholdTable.Parse("threshold step=prune method=ria coordinate=sparsity s0=.5", "my.txt", problems);
        StringAssert.StartsWith(problems.Single().ToString(), "my.txt(1,1): expected the first line \"#hemorrhage-thresholds 1\", found \"threshold ");
    }

    [TestMethod]
    public void Reads_a_byte_order_mark_and_windows_line_ends()
    {
        var problems = new List<ThresholdProblem>();
        var table = ThresholdTable.Parse("\uFEFF#hemorrhage-thresholds 1\r\nthreshold step=prune method=ria coordinate=sparsity s0=.5\r\n", "my.txt", problems);
        Assert.IsEmpty(problems);
        Assert.AreEqual(.5, table.Thresholds.Single().S0);
    }

    [TestMethod]
    public void Writes_what_it_reads()
    {
        var random = new RandomSource(7);
        for (int i = 0; i < 300; i++)
        {
            var table = new ThresholdTable(RandomRecords.Some(random));
            string text = table.Write();
            var problems = new List<ThresholdProblem>();
            var read = ThresholdTable.Parse(text, "round.txt", problems);
            Assert.IsEmpty(problems, text);
            CollectionAssert.AreEqual(table.Records.ToArray(), read.Records.ToArray(), text);
            Assert.AreEqual(text, read.Write());
        }
    }

    [TestMethod]
    public void Later_records_about_the_same_replace_earlier_ones()
    {
        var first = Parse("threshold step=prune method=wanda coordinate=sparsity s0=.5\nthreshold step=prune method=ria coordinate=sparsity s0=.4");
        var second = Parse("threshold step=prune method=wanda coordinate=sparsity s0=.6\nthreshold model=mine step=prune method=wanda coordinate=sparsity s0=.3");
        CollectionAssert.AreEqual(new double?[] { .6, .4, .3 }, first.Merge(second).Thresholds.Select(t => t.S0).ToArray());
    }

    [TestMethod]
    public void Refuses_a_record_that_no_file_may_have()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new ThresholdTable(new ThresholdRecord(new("prune", "wanda"), "sparsity") { S0 = double.NaN }));
        StringAssert.StartsWith(error.Message, "s0: expected a strength of at least 0 and at most 1, found NaN");
    }

    [TestMethod]
    [DataRow("sparsity", .3, .3)]
    [DataRow("ratio", .3, .3)]
    [DataRow("keep", .75, .25)]
    [DataRow("bits", 4, .75)]
    public void Strength_grows_with_damage(string coordinate, double value, double strength)
    {
        Assert.AreEqual(strength, Strengths.Of(coordinate, value), 1e-15);
        Assert.AreEqual(value, Strengths.Value(coordinate, strength), 1e-15);
    }

    private static ThresholdTable Parse(string lines)
    {
        var problems = new List<ThresholdProblem>();
        var table = ThresholdTable.Parse(Header + lines, "my.txt", problems);
        Assert.IsEmpty(problems, string.Join('\n', problems));
        return table;
    }
}
