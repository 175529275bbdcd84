using System.Globalization;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Thresholds;

[TestClass]
public sealed class DefaultTableTests
{
    [TestMethod]
    public void Every_record_says_where_it_comes_from()
    {
        Assert.IsNotEmpty(ThresholdTable.Default.Records);
        foreach (var record in ThresholdTable.Default.Records)
        {
            Assert.AreEqual("LLaMA-2-7B", record.MeasuredOn);
            StringAssert.StartsWith(record.Source, "arXiv 2503.23924, ");
        }
    }

    [TestMethod]
    [DataRow("sparsegpt", "sparsegpt(ptb)")]
    [DataRow("wanda", "wanda")]
    [DataRow("ria", "RIA")]
    [DataRow("dsnot", "s.DSnoT")]
    [DataRow("admm", "admm")]
    [DataRow("llmpruner", "LLM_Pruner w/o")]
    [DataRow("flap", "FLAP(WIFV)")]
    [DataRow("sleb", "SLEB")]
    [DataRow("slicegpt", "slicegpt w/o")]
    [DataRow("asvd", "ASVD (Wikitext2 PPL)")]
    [DataRow("svdllm", "SVD-LLM (Wikitext2 PPL (sequence=512))")]
    public void Transitions_are_the_published_ones(string method, string published)
    {
        var row = File.ReadLines(TestData.Golden("paper/published_params.csv")).Single(line => line.StartsWith(published + ",", StringComparison.Ordinal));
        double s0 = double.Parse(row[(published.Length + 1)..].Split(',')[2], CultureInfo.InvariantCulture);
        Assert.AreEqual(s0, ThresholdTable.Default.Thresholds.Single(t => t.Step.Method == method).S0!.Value, 5e-4);
    }

    [TestMethod]
    [DataRow("prune", "sparsity", .55, .65)]
    [DataRow("pruneStructured", "ratio", .3, .45)]
    [DataRow("factorize", "keep", .17, .3)]
    public void Families_have_the_published_ranges(string verb, string coordinate, double low, double high)
    {
        var record = ThresholdTable.Default.FindThreshold(new(verb, "unheard"), coordinate, new())!;
        Assert.AreEqual((low, high), (record.Low, record.High));
    }
}
