using System.Text.Json;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class SweepTests
{
    private static readonly Workspace Files = new();

    [ClassCleanup]
    public static void Clean() => Files.Dispose();

    [TestMethod]
    public void A_sweep_shows_thresholds_and_points()
    {
        var output = Sweep("--steps", "prune(magnitude, sparsity=*)", "--grid", "0.1:0.8:0.1").Succeeded().Out;
        foreach (var text in (string[])["within tolerance", "prune(magnitude, sparsity=*)", "none (tiny.bin)", "prune(magnitude, sparsity=0.8)", "documents:100"])
            StringAssert.Contains(output, text);
    }

    [TestMethod]
    public void The_directory_holds_points_result_report_and_thresholds()
    {
        var directory = Files["complete"];
        var json = Sweep("--steps", "prune(magnitude, sparsity=*)", "--format", "json", "--output", directory).Succeeded().Out;
        Assert.HasCount(9, Directory.GetFiles(directory, "point-*.json"));
        Assert.AreEqual(json, File.ReadAllText(Path.Combine(directory, "result.json")));
        StringAssert.Contains(File.ReadAllText(Path.Combine(directory, "report.html")), "prune(magnitude, sparsity=*)");
        Assert.HasCount(12, Directory.GetFileSystemEntries(directory));

        var problems = new List<ThresholdProblem>();
        var file = Path.Combine(directory, "tiny.bin.hemorrhage-thresholds.txt");
        var table = ThresholdTable.Parse(File.ReadAllText(file), file, problems);
        Assert.IsEmpty(problems);
        var sweep = JsonDocument.Parse(json).RootElement.GetProperty("sweeps")[0];
        var curve = table.Curves.Single();
        Assert.AreEqual(("prune:magnitude", "sparsity", "tiny.bin"), (curve.Step.ToString(), curve.Coordinate, curve.Model));
        Assert.AreEqual($"sweep {sweep.GetProperty("id").GetString()}", curve.Source);
        Assert.AreEqual(sweep.GetProperty("modelHash").GetString(), curve.Sha256);
        Assert.AreEqual(sweep.GetProperty("protocol").GetString(), curve.Protocol);
        foreach (var (knot, point) in curve.Knots.Zip(sweep.GetProperty("points").EnumerateArray()))
            Assert.AreEqual(point.GetProperty("lnRatio").GetProperty("value").GetDouble(), knot.LnRatio, 1e-12);
        Assert.AreEqual(sweep.GetProperty("tolerance").GetProperty("sTol").GetDouble(), table.Thresholds.Single().STol);
    }

    [TestMethod]
    public void Two_strengths_give_a_surface()
    {
        var json = Sweep("--steps", "prune(magnitude, sparsity=*) + quantize(rtn, bits=*)", "--grid", "0.2,0.4", "--grid", "8,4", "--format", "json", "--output", Files["surface"]).Succeeded().Out;
        var sweep = JsonDocument.Parse(json).RootElement.GetProperty("sweeps")[0];
        Assert.AreEqual(8, sweep.GetProperty("points").GetArrayLength());
        Assert.AreEqual(4, sweep.GetProperty("surface").GetProperty("interactions").GetArrayLength());
        var table = ThresholdTable.Parse(File.ReadAllText(Path.Combine(Files["surface"], "tiny.bin.hemorrhage-thresholds.txt")), "", []);
        Assert.HasCount(2, table.Curves);
        Assert.HasCount(4, table.Interactions.Single().Knots);
        StringAssert.Contains(Sweep("--steps", "prune(magnitude, sparsity=*) + quantize(rtn, bits=*)", "--grid", "0.2,0.4", "--grid", "8,4").Succeeded().Out, "interaction by sparsity");
    }

    [TestMethod]
    public void Several_sweeps_share_a_report()
    {
        var json = Sweep("--steps", "quantize(rtn, bits=*)", "--steps", "quantize(rtn, bits=*, group=16)", "--grid", "8,4", "--grid", "6", "--format", "json").Succeeded().Out;
        var sweeps = JsonDocument.Parse(json).RootElement.GetProperty("sweeps");
        Assert.AreEqual("2 1", string.Join(' ', sweeps.EnumerateArray().Select(s => s.GetProperty("points").GetArrayLength())));
    }

    [TestMethod]
    public void What_is_stored_is_not_measured_again_and_foreign_points_are_noted()
    {
        string[] command = ["--steps", "quantize(rtn, bits=*)", "--grid", "8,4", "--format", "json", "--output", Files["shared"]];
        var first = Sweep(command).Succeeded();
        Assert.AreEqual("", first.Error);
        var times = Directory.GetFiles(Files["shared"], "point-*.json").ToDictionary(file => file, File.GetLastWriteTimeUtc);
        Assert.AreEqual(first.Out, Sweep(command).Succeeded().Out);
        foreach (var (file, time) in times) Assert.AreEqual(time, File.GetLastWriteTimeUtc(file));

        var other = Sweep([.. command, "--protocol", "documents:2"]).Succeeded();
        StringAssert.Contains(other.Error, "3 points belong to another sweep (protocol documents:100,context=48,bos=true, this is documents:2,context=48,bos=true) and are not used");
    }

    [TestMethod]
    public void Cancelling_keeps_the_points_and_says_how_to_go_on()
    {
        var run = ToolRun.Here(new CancellationToken(canceled: true), Command("--steps", "quantize(rtn, bits=*)", "--output", Files["cancelled"]));
        Assert.AreEqual(Tool.CommandLine.ExitCode.Cancelled, run.ExitCode);
        Assert.AreEqual($"note: finished points are kept in {Files["cancelled"]}; the same command goes on from there\ncancelled\n", run.Error);
        Assert.IsFalse(File.Exists(Path.Combine(Files["cancelled"], "result.json")));
    }

    [TestMethod]
    [DataRow("position 14", "--steps", "prune(wanda, depth=*)")]
    [DataRow("expected * for one or two strengths", "--steps", "prune(wanda)")]
    [DataRow("expected numbers for sparsity, found a", "--steps", "prune(wanda, sparsity=*)", "--grid", "a")]
    [DataRow("--grid: expected one for each * of --steps, 2 in all, or none; found 1.", "--steps", "prune(wanda, sparsity=*) + quantize(rtn, bits=*)", "--grid", "0.1")]
    [DataRow("bits must be between 2 and 8, found 9", "--steps", "quantize(rtn, bits=*)", "--grid", "8,9")]
    [DataRow("--tolerance", "--tolerance", "0")]
    [DataRow("adaptive sweep: expected a strength with values between", "--steps", "quantize(rtn, bits=*)", "--adaptive")]
    [DataRow("--workers", "--workers", "-1")]
    public void Unusable_options_are_refused(string message, params string[] options) => Sweep(options).Refused(message);

    private static ToolRun Sweep(params string[] options) => ToolRun.Here(Command(options));

    private static string[] Command(params string[] options) =>
        ["sweep", "--model", Files.Model, "--text", Files.TextFile, .. options];
}
