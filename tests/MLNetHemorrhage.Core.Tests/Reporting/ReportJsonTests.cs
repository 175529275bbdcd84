using System.Text.Json;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Tests.Evaluation;

namespace MLNetHemorrhage.Tests.Reporting;

[TestClass]
public sealed class ReportJsonTests
{
    private const string Sample = "One short story.||Another story, a little longer.||The last of the three.";

    [TestMethod]
    public void A_report_has_every_name_and_round_trips_its_numbers()
    {
        var report = Report();
        using var json = JsonDocument.Parse(ReportJson.Serialize(report));
        var root = json.RootElement;
        Assert.AreEqual("small 1", root.GetProperty("model").GetString());
        Assert.AreEqual("documents:3,context=24,bos=true", root.GetProperty("protocol").GetString());
        Assert.AreEqual("prune(magnitude, sparsity=0.5) + quantize(rtn, bits=4)", root.GetProperty("recipe").GetString());
        Measures(report.Base, root.GetProperty("base"));
        Measures(report.Modified, root.GetProperty("modified"));
        Same(report.Divergence.LnRatio, root.GetProperty("lnRatio"));
        Same(report.Divergence.KlDivergence.Mean, root.GetProperty("klDivergence").GetProperty("mean"));
        Same(report.Divergence.DeltaP.Mean, root.GetProperty("deltaP").GetProperty("mean"));
        Same(report.Divergence.DeltaP.Rms, root.GetProperty("deltaP").GetProperty("rms"));
        Same(report.Divergence.SameTop, root.GetProperty("sameTop"));
        Assert.AreEqual(report.Divergence.KlDivergence.Distribution.Maximum, root.GetProperty("klDivergence").GetProperty("max").GetDouble());
        Assert.AreEqual(report.Divergence.KlDivergence.Distribution[99.9], root.GetProperty("klDivergence").GetProperty("percentiles").GetProperty("p99.9").GetDouble());
        Assert.AreEqual(report.Divergence.DeltaP.Distribution.Median, root.GetProperty("deltaP").GetProperty("percentiles").GetProperty("p50").GetDouble());
    }

    [TestMethod]
    public void Accuracy_and_calibration_are_in_the_report_with_their_bins()
    {
        var report = Report();
        using var json = JsonDocument.Parse(ReportJson.Serialize(report));
        var (accuracy, calibration) = (report.Divergence.TopOneAccuracy, report.Divergence.Calibration);
        var written = json.RootElement.GetProperty("topOneAccuracy");
        Same(accuracy.Base, written.GetProperty("base"));
        Same(accuracy.Modified, written.GetProperty("modified"));
        Same(accuracy.Difference, written.GetProperty("difference"));
        Assert.AreEqual(accuracy.McNemar.PValue, written.GetProperty("mcNemar").GetProperty("pValue").GetDouble());
        written = json.RootElement.GetProperty("calibration");
        Same(calibration.Difference, written.GetProperty("difference"));
        Same(calibration.Base.Expected, written.GetProperty("base").GetProperty("expectedError"));
        Same(calibration.Modified.Adaptive, written.GetProperty("modified").GetProperty("adaptiveError"));
        Assert.AreEqual(15, written.GetProperty("base").GetProperty("bins").GetArrayLength());
        Assert.AreEqual(report.Base.Tokens, written.GetProperty("modified").GetProperty("bins").EnumerateArray().Sum(bin => bin.GetProperty("tokens").GetInt32()));
    }

    [TestMethod]
    public void Sizes_and_steps_come_from_the_weights_held()
    {
        var report = Report();
        using var json = JsonDocument.Parse(ReportJson.Serialize(report));
        var size = json.RootElement.GetProperty("size");
        Assert.AreEqual(report.BaseSize.Bytes, size.GetProperty("baseBytes").GetInt64());
        Assert.AreEqual(report.ModifiedSize.Bytes, size.GetProperty("modifiedBytes").GetInt64());
        Assert.AreEqual(report.TargetedSize.Sparsity, size.GetProperty("sparsity").GetDouble());
        Assert.AreEqual(report.TargetedSize.BitsPerWeight, size.GetProperty("bitsPerWeight").GetDouble());
        var steps = json.RootElement.GetProperty("steps").EnumerateArray().ToArray();
        CollectionAssert.AreEqual(report.Steps.Select(s => s.Step.ToString()).ToArray(), steps.Select(s => s.GetProperty("step").GetString()).ToArray());
        Assert.AreEqual(0.5, steps[0].GetProperty("sparsity").GetDouble(), 0.01);
        Assert.IsTrue(steps.All(s => s.GetProperty("seconds").GetDouble() >= 0));
    }

    [TestMethod]
    public void Infinity_is_a_string_and_what_cannot_be_known_is_null()
    {
        var model = SmallModel.Create(1, headScale: 1e5f);
        using var json = JsonDocument.Parse(ReportJson.Serialize(model.Name, Perplexity.Measure(model, Sample, Protocol.Parse("documents:1"), "||")));
        var perplexity = json.RootElement.GetProperty("perplexity");
        Assert.AreEqual("Infinity", perplexity.GetProperty("value").GetString());
        Assert.AreEqual(JsonValueKind.Null, json.RootElement.GetProperty("nll").GetProperty("standardError").ValueKind);
    }

    [TestMethod]
    public void A_saved_report_is_the_serialized_one()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var report = Report();
        try
        {
            ReportJson.Save(report, path);
            Assert.AreEqual(ReportJson.Serialize(report) + "\n", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Measures(PerplexityResult expected, JsonElement json)
    {
        Same(expected.Perplexity, json.GetProperty("perplexity"));
        Same(expected.Nll, json.GetProperty("nll"));
        Same(expected.BitsPerByte, json.GetProperty("bitsPerByte"));
        Assert.AreEqual(expected.Tokens, json.GetProperty("tokens").GetInt32());
    }

    private static void Same(Estimate expected, JsonElement json) =>
        Assert.AreEqual(expected, new Estimate(json.GetProperty("value").GetDouble(), json.GetProperty("standardError").GetDouble()));

    private static StabilityReport Report()
    {
        var model = SmallModel.Create(1);
        var result = RecipeRunner.Apply(model, Recipe.Parse("prune(magnitude, sparsity=0.5) + quantize(rtn, bits=4)"));
        return new(model, result, Divergence.Measure(model, result.Model, Sample, Protocol.Parse("documents:3"), "||"));
    }
}
