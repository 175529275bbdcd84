using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Samples;

[TestClass]
public sealed class SampleTests
{
    [TestMethod]
    public void A_pipeline_loaded_in_a_fresh_process_scores_the_same()
    {
        using var story = new Story();
        string path = story.File("model.zip");
        string[] saved = SampleProgram.Run("CompressInPipeline", "save", path);
        StringAssert.StartsWith(saved[0], "perplexity ", StringComparison.Ordinal);
        Assert.HasCount(7, saved);
        StringAssert.Contains(saved[2], " nats/token, perplexity ", StringComparison.Ordinal);
        CollectionAssert.AreEqual(saved[2..], SampleProgram.Run("CompressInPipeline", "load", path));
    }

    [TestMethod]
    public void The_first_example_of_the_readme_is_the_sample_and_what_it_prints()
    {
        string readme = Documentation("README.md"), sample = Documentation("Program.cs");
        string code = sample.Split("    // README: begin\n")[1].Split("    // README: end")[0];
        string[] lines = [.. code.TrimEnd().Split('\n').Select(line => line.Length == 0 ? line : line[4..])];
        StringAssert.Contains(readme, $"```csharp\n{string.Join('\n', lines)}\n```", StringComparison.Ordinal);
        using var story = new Story();
        string[] printed = SampleProgram.Run("CompressInPipeline", "save", story.File("model.zip"));
        StringAssert.Contains(readme, $"```text\n{printed[0]}\n{printed[1]}\n```", StringComparison.Ordinal);
    }

    private static string Documentation(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documentation", file)).ReplaceLineEndings("\n");

    [TestMethod]
    public void The_table_shows_every_recipe_and_where_methods_collapse()
    {
        string text = Path.GetTempFileName();
        File.WriteAllLines(text, SyntheticText.Documents(Split.Evaluation, 3).Select(d => d.ReplaceLineEndings(" ")));
        string[] lines = SampleProgram.Run("RecipeTable", text);
        File.Delete(text);
        Assert.HasCount(12, lines.Where(l => l.StartsWith("prune(", StringComparison.Ordinal) || l.StartsWith("quantize(", StringComparison.Ordinal)).Where(l => l.Contains('±')).ToList());
        Assert.HasCount(3, lines.Where(l => l.Contains("collapse", StringComparison.Ordinal) && !l.Contains('±')).ToList());
    }

    [TestMethod]
    public void Measured_thresholds_stand_in_a_file_that_recipes_are_held_against()
    {
        using var story = new Story();
        string text = story.File("texts.txt"), file = story.File("default.hemorrhage-thresholds.txt");
        File.WriteAllLines(text, SyntheticText.Documents(Split.Evaluation, 3).Select(d => d.ReplaceLineEndings(" ")));
        File.WriteAllText(file, "#hemorrhage-thresholds 1\n# kept by hand\n");
        string[] lines = SampleProgram.Run("MeasureThresholds", Path.GetDirectoryName(file)!, text);
        Assert.HasCount(3, lines.Where(l => l.StartsWith("  costs ", StringComparison.Ordinal)).ToList());
        Assert.HasCount(3, lines.Where(l => l.Contains("phase transition", StringComparison.Ordinal)).ToList());

        StringAssert.Contains(File.ReadAllText(file), "# kept by hand", StringComparison.Ordinal);
        var table = ThresholdFiles.Read(file);
        CollectionAssert.AreEquivalent(new[] { "magnitude", "wanda", "rtn" }, table.Thresholds.Select(t => t.Step.Method).ToArray());
        CollectionAssert.AreEquivalent(new[] { "magnitude", "wanda", "rtn" }, table.Curves.Select(t => t.Step.Method).ToArray());

        // What the program says of a recipe is what anyone finds who has the file.
        var known = ThresholdFiles.ReadOverDefault([file]);
        int last = Array.FindIndex(lines, l => l == "prune(wanda, sparsity=0.8) + quantize(rtn, bits=2)");
        var findings = Recipe.Parse(lines[last]).Validate(known, LanguageModel.Default.Name, Protocol.Parse(table.Curves[0].Protocol!));
        CollectionAssert.AreEqual(findings.Select(f => $"  {f}").ToArray(), lines[(last + 1)..]);
        Assert.IsTrue(findings.Any(f => f.Message.Contains("known for default is", StringComparison.Ordinal)), string.Join('\n', lines));
    }

    [TestMethod]
    public async Task The_service_scores_a_text_and_refuses_a_large_one()
    {
        using var story = new Story();
        string path = story.File("model.zip");
        var model = story.Pipeline().Fit(story.Data);
        story.Context.Model.Save(model, story.Data.Schema, path);
        using var service = new SampleProgram("ScoreService", path, "0");
        using var client = new HttpClient { BaseAddress = await Address(service), Timeout = TimeSpan.FromMinutes(1) };

        var answer = await Post("the cat sat on the mat");
        var expected = story.Rows(model.Transform(story.Data))[2];
        Assert.AreEqual(expected.ScoreNegativeLogLikelihood, answer.GetProperty("negativeLogLikelihood").GetDouble());
        Assert.AreEqual(expected.ScorePerplexity, answer.GetProperty("perplexity").GetDouble());
        Assert.AreEqual(expected.ScoreTokenCount, answer.GetProperty("tokenCount").GetInt32());
        Assert.AreEqual(JsonValueKind.Null, (await Post("")).GetProperty("perplexity").ValueKind);
        using var refused = await client.PostAsJsonAsync("/score", new { text = new string('a', 100_000) });
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);

        async Task<JsonElement> Post(string text)
        {
            using var response = await client.PostAsJsonAsync("/score", new { text });
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    // The service says where it listens: "Now listening on: http://127.0.0.1:41234".
    private static async Task<Uri> Address(SampleProgram service)
    {
        const string Mark = "listening on: ";
        while (await service.Output.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line)
        {
            int at = line.IndexOf(Mark, StringComparison.Ordinal);
            if (at >= 0) return new(line[(at + Mark.Length)..].Trim());
        }
        throw new InvalidOperationException("The service ended before it listened.");
    }
}
