using System.Text.Json;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class FitTests
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("fit-").FullName;

    // A corner at 0.45 after a flat power law, for sparsities 0.1 to 0.8, and a star that is no data.
    private static readonly string Rows = string.Concat(Enumerable.Range(1, 8).Select(i => FormattableString.Invariant($"wanda,point,{i / 10.0},{8 * Math.Pow(Math.Min(i / 10.0, .45), .2) * Math.Exp(12 * Math.Max(0, i / 10.0 - .45))}\n"))) + "wanda,star,0.6,1\n";

    [ClassCleanup]
    public static void Clean() => Directory.Delete(Folder, recursive: true);

    [TestMethod]
    public void A_file_of_points_gives_a_row_for_each_method()
    {
        var path = File("points.csv", "method,kind,sparsity,ppl\n" + Rows + "rtn,point,0.1,5\nrtn,point,0.2,6\n");
        var fits = JsonDocument.Parse(ToolRun.Here("fit", "--points", path, "--base", "5", "--format", "json").Succeeded().Out).RootElement.GetProperty("fits");
        Assert.AreEqual(2, fits.GetArrayLength());
        Assert.AreEqual("transition", fits[0].GetProperty("verdict").GetString());
        Assert.AreEqual(.45, fits[0].GetProperty("s0").GetDouble(), .01);
        Assert.AreEqual("refused", fits[1].GetProperty("verdict").GetString());
        StringAssert.Contains(ToolRun.Here("fit", "--points", path).Succeeded().Out, "rtn: a fit needs at least 6 different strengths, found 2");
    }

    [TestMethod]
    [DataRow("method,sparsity,ppl\na,0.1,5\na,0.2,x\n", "line 3, column ppl: expected a finite number, found 'x'")]
    [DataRow("method,sparsity,ppl\na,0.1\n", "line 2: expected 3 columns, found 2")]
    [DataRow("method,sparsity,ppl\na,1.5,5\n", "line 2, column sparsity: expected a strength from 0 to below 1, found '1.5'")]
    [DataRow("method,ppl\na,5\n", "line 1: expected one column named sparsity, ratio, keep, bits, found none")]
    [DataRow("sparsity,ppl\n0.1,5\n", "line 1: expected a column named method, found sparsity, ppl")]
    public void A_bad_file_is_one_line_that_says_where(string text, string message)
    {
        var path = File("bad.csv", text);
        ToolRun.Here("fit", "--points", path).Refused($"{path}, {message}");
    }

    [TestMethod]
    public void An_unknown_preset_lists_the_presets()
        => ToolRun.Here("fit", "--points", File("p.csv", "method,kind,sparsity,ppl\n" + Rows), "--mode", "paper:nothing").Refused("svd-llm, structured, unstructured, low-rank; found 'paper:nothing'");

    [TestMethod]
    public void What_was_fitted_can_be_kept_as_thresholds()
    {
        var path = File("mine.csv", "method,kind,sparsity,ppl,protocol\n" + Rows.Replace("\n", ",wikitext:2048\n", StringComparison.Ordinal));
        var file = Path.Combine(Folder, "mine.hemorrhage-thresholds.txt");
        System.IO.File.WriteAllText(file, "#hemorrhage-thresholds 1\n# kept\nthreshold step=quantize method=* coordinate=bits s0=0.8\n");
        ToolRun.Here("fit", "--points", path, "--base", "5", "--write-thresholds", file, "--record-model", "mine").Succeeded();
        var lines = System.IO.File.ReadAllLines(file);
        CollectionAssert.AreEqual(new[] { "# kept", "threshold step=quantize method=* coordinate=bits s0=0.8" }, lines[1..3]);
        StringAssert.StartsWith(lines[3], "threshold model=mine step=prune method=wanda coordinate=sparsity s0=0.4");
        StringAssert.StartsWith(lines[4], "curve model=mine step=prune method=wanda coordinate=sparsity knots=0.1:");
        StringAssert.EndsWith(lines[4], "protocol=wikitext:2048 source=mine.csv");
        Assert.HasCount(5, lines);
        ToolRun.Here("evaluate", "--recipe", "prune(magnitude, sparsity=0.1)", "--thresholds", file, "--protocol", "documents:1").Succeeded();
    }

    [TestMethod]
    public void A_name_that_no_record_can_have_is_refused()
    {
        var path = File("spaces.csv", "method,kind,sparsity,ppl\n" + Rows.Replace("wanda", "my wanda", StringComparison.Ordinal));
        var file = Path.Combine(Folder, "none.hemorrhage-thresholds.txt");
        ToolRun.Here("fit", "--points", path, "--base", "5", "--write-thresholds", file).Refused("expected the name of a method or *, found \"my wanda\"");
        Assert.IsFalse(System.IO.File.Exists(file));
    }

    private static string File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
