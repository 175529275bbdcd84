using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Thresholds;

[TestClass]
public sealed class LookupTests
{
    private static readonly string Hash = new('a', 64), OtherHash = new('b', 64);

    [TestMethod]
    [DataRow("*", "anything", true)]
    [DataRow("tiny*", "TinyLlama-1.1B", true)]
    [DataRow("*Llama-?-7b*", "meta-llama-2-7B-hf", true)]
    [DataRow("tiny", "tiny2", false)]
    [DataRow("*a*b", "aXbXa", false)]
    [DataRow("*a*b", "aXbXab", true)]
    [DataRow("a*", "", false)]
    public void Patterns_stand_for_names(string pattern, string name, bool matches) => Assert.AreEqual(matches, ModelPattern.Matches(pattern, name));

    [TestMethod]
    [DataRow("/models/tiny/", "tiny")]
    [DataRow(@"C:\models\tiny.bin", "tiny.bin")]
    [DataRow("tiny", "tiny")]
    public void The_last_segment_of_a_path_counts(string path, string segment) => Assert.AreEqual(segment, ModelPattern.LastSegment(path));

    [TestMethod]
    public void The_closest_model_comes_before_the_closest_method_and_that_before_the_protocol()
    {
        var table = new ThresholdTable(
            Record(.1), Record(.2) with { Protocol = "chunks:512" }, Record(.3) with { Protocol = "wikitext:2048" },
            Record(.4, "*"), Record(.5, "*") with { Model = "mine*" }, Record(.6) with { Model = "mine-7b" }, Record(.7) with { Model = "mine-7b", Sha256 = Hash });
        Assert.AreEqual(.3, Find(new()));
        Assert.AreEqual(.2, Find(new(Protocol: "chunks:512,bos=true")));
        Assert.AreEqual(.5, Find(new("mine-1b")));
        Assert.AreEqual(.6, Find(new("mine-7b", OtherHash)));
        Assert.AreEqual(.7, Find(new("renamed", Hash)));
        Assert.AreEqual(.7, Find(new("mine-7b")));
        Assert.AreEqual(.4, table.FindThreshold(new("prune", "ria"), "sparsity", new())!.S0);
        Assert.IsNull(table.FindThreshold(new("quantize", "rtn"), "bits", new()));

        double? Find(ThresholdContext context) => table.FindThreshold(new("prune", "wanda"), "sparsity", context)?.S0;
    }

    [TestMethod]
    [DataRow("wikitext:2048", "wikitext:2048", true)]
    [DataRow("wikitext:2048", "wikitext:4096", false)]
    [DataRow("documents:100,context=256,bos=true", "documents:100,bos=true", true)]
    [DataRow("documents:100,context=256", "documents:100,context=512", false)]
    [DataRow(null, "documents:100", true)]
    public void Protocols_agree_where_they_do_not_differ(string? left, string right, bool agree)
    {
        Assert.AreEqual(agree, ProtocolText.Agree(left, right));
        Assert.AreEqual(agree, ProtocolText.Agree(right, left));
    }

    private static ThresholdRecord Record(double s0, string method = "wanda") => new(new("prune", method), "sparsity") { S0 = s0 };

    [TestMethod]
    public void A_tolerance_of_the_context_replaces_that_of_the_record_where_a_curve_is_known()
    {
        var step = new StepName("prune", "wanda");
        var curve = new CurveRecord(step, "sparsity", [new(.2, .02), new(.4, .08)]);
        var record = new ThresholdRecord(step, "sparsity") { S0 = .5, Tolerance = .05, STol = .1, STolLow = .05, STolHigh = .2 };
        var found = new ThresholdTable(record, curve).FindThreshold(step, "sparsity", new(Tolerance: .04))!;
        Assert.AreEqual(.3, found.STol!.Value, 1e-12);
        Assert.AreEqual(.04, curve.LnRatioAt(found.STol.Value), 1e-12);
        Assert.IsNull(found.STolLow);
        Assert.AreEqual(.4, new ThresholdTable(record, curve).FindThreshold(step, "sparsity", new(Tolerance: 1))!.STol);
        Assert.AreEqual(record, new ThresholdTable(record).FindThreshold(step, "sparsity", new(Tolerance: .04)));
    }
}
