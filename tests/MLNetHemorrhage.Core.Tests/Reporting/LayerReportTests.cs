using System.Text.Json;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Evaluation.Layers;

namespace MLNetHemorrhage.Tests.Reporting;

[TestClass]
public sealed class LayerReportTests
{
    private static readonly StabilityReport Report = Create();

    [TestMethod]
    public void Losses_of_blocks_and_heads_round_trip()
    {
        var root = JsonDocument.Parse(ReportJson.Serialize(Report)).RootElement;
        var cascade = root.GetProperty("cascade");
        Same(Report.Cascade!.Growth, cascade.GetProperty("growth"));
        Same(Report.Cascade.Amplification, cascade.GetProperty("amplification"));
        Assert.AreEqual(0.5, cascade.GetProperty("crossing").GetProperty("limit").GetDouble());
        var block = cascade.GetProperty("blocks")[1];
        Same(Report.Cascade.Blocks[1].Residual.Sqnr, block.GetProperty("residual").GetProperty("sqnr"));
        Same(Report.Cascade.Blocks[1].Factor, block.GetProperty("factor"));
        foreach (var linear in Report.Cascade.Blocks[1].Linears)
        {
            var json = block.GetProperty("linears").GetProperty(RecipeWords.Of(linear.Role));
            Same(linear.Local.RelativeError, json.GetProperty("local").GetProperty("relativeError"));
            Same(linear.InPlace.Cosine, json.GetProperty("inPlace").GetProperty("cosine"));
        }
        var attention = root.GetProperty("attention");
        Same(Report.Attention!.Mean.JensenShannon, attention.GetProperty("mean").GetProperty("jensenShannon"));
        Assert.AreEqual(Report.Attention.MostDisrupted.Head.Head, attention.GetProperty("mostDisrupted").GetProperty("head").GetInt32());
        var head = attention.GetProperty("blocks")[1].GetProperty("heads")[3];
        Same(Report.Attention.Blocks[1].Heads[3].EntropyChange, head.GetProperty("entropyChange"));
        Same(Report.Attention.Blocks[1].Heads[3].OutputSimilarity, head.GetProperty("outputSimilarity"));
        Same(Report.Attention.Blocks[1].HeadSimilarityChange, attention.GetProperty("blocks")[1].GetProperty("headSimilarityChange"));
    }

    [TestMethod]
    public void The_document_has_a_row_for_each_block_and_charts()
    {
        var document = StabilityDocument.Create(Report);
        var tables = document.Sections.OfType<TableSection>().ToDictionary(t => t.Title, t => t.Rows.Count);
        Assert.AreEqual((3, 2, 2), (tables["Information loss"], tables["Relative error of linear layers"], tables["Attention"]));
        Assert.HasCount(3, document.Sections.OfType<CascadeChart>().Single().Series.Single().Points);
        Assert.IsTrue(document.Sections.OfType<AttentionChart>().All(c => c.Values.Count == 2 && c.Values.All(heads => heads.Count == 4)));
        StringAssert.Contains(document.ToMarkdown(), "amplification");
    }

    private static void Same(Estimate expected, JsonElement json) =>
        Assert.AreEqual(expected, new Estimate(json.GetProperty("value").GetDouble(), json.GetProperty("standardError").GetDouble()));

    private static StabilityReport Create()
    {
        var model = SmallModel.Create(1);
        var text = LayerSamples.Split("documents:9");
        var result = RecipeRunner.Apply(model, Recipe.Parse("quantize(rtn, bits=4)"));
        var (cascade, attention) = LayerMetrics.Measure(model, result.Model, text);
        return new(model, result, Divergence.Measure(model, result.Model, text), cascade: cascade, attention: attention);
    }
}
