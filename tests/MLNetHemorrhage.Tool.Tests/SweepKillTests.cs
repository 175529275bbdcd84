using System.Globalization;

namespace MLNetHemorrhage.Tests;

/// <summary>Kills the process of a sweep again and again. HEMORRHAGE_KILLS sets how often (eng/verify.sh: ten times).</summary>
[TestClass]
public sealed class SweepKillTests
{
    private const int DefaultKills = 3, LongestMilliseconds = 2000;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("HEMORRHAGE_KILLS"), CultureInfo.InvariantCulture, out int kills) ? kills : DefaultKills;

    [TestMethod]
    public void A_sweep_that_was_killed_goes_on_to_the_same_result()
    {
        using var files = new Workspace();
        var text = files.Write("long.txt", string.Concat(Enumerable.Repeat(Workspace.Text, 200)));
        string[] Command(string directory) =>
        [
            "sweep", "--model", files.Model, "--text", text, "--protocol", "windows:8000", "--calibration", files.TextFile, "--output", files[directory], "--format", "json",
            "--steps", "prune(wanda, sparsity=*)", "--grid", "0.1:0.9:0.2",
            .. Enumerable.Range(2, 3).SelectMany(group => (string[])["--steps", $"quantize(rtn, bits=*, group={group})", "--grid", "8,6,4,3,2"]),
        ];

        var expected = ToolRun.Process(Command("whole")).Succeeded();
        // Moments from before the first point to behind the last; where a run ends before its moment, the next one starts from its points.
        var random = new Random();
        var kept = new List<int>();
        for (int kill = 0; kill < Kills; kill++)
        {
            using var process = ToolRun.Start(Command("killed"));
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            process.WaitForExit(random.Next(LongestMilliseconds));
            process.Kill();
            process.WaitForExit();
            Task.WaitAll(output, error);
            kept.Add(Directory.Exists(files["killed"]) ? Directory.GetFiles(files["killed"], "point-*.json").Length : 0);
        }
        var resumed = ToolRun.Process(Command("killed")).Succeeded();
        Assert.AreEqual(expected.Out, resumed.Out, $"points kept: {string.Join(", ", kept)}");
        foreach (var file in Directory.GetFiles(files["whole"]).Where(f => Path.GetExtension(f) != ".html"))
            CollectionAssert.AreEqual(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(files["killed"], Path.GetFileName(file))), file);
    }
}
