using System.Text.Json;
using System.Text.RegularExpressions;

namespace MLNetHemorrhage.Tests;

/// <summary>What the commands report, on a tiny model: names, types, values that must agree with each other.</summary>
[TestClass]
public sealed class ReportTests
{
    private const string Recipe = "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)";
    private static readonly Workspace Files = new();

    [ClassCleanup]
    public static void Clean() => Files.Dispose();

    [TestMethod]
    public void Perplexity_and_its_companions_agree()
    {
        var json = Json("perplexity");
        AssertMeasures(json);
        Assert.AreEqual("documents:100,context=48,bos=true", json.GetProperty("protocol").GetString());
    }

    [TestMethod]
    public void The_executable_measures_a_trained_model_as_the_reference_does()
    {
        var run = ToolRun.Process(
            "perplexity", "--model", TestData.External("models/stories260K/stories260K.bin"), "--text", TestData.External("text/tinystories.txt"), "--format", "json").Succeeded();
        var json = JsonDocument.Parse(run.Out).RootElement;
        Assert.AreEqual(4.086208, Estimate(json, "perplexity"), 4.086208 * 1e-4);
        Assert.AreEqual(37_072, json.GetProperty("tokens").GetInt32());
    }

    [TestMethod]
    public void A_text_without_separators_is_cut_into_windows()
    {
        var json = Json("perplexity", "--text", Files.Write("running.txt", "the quick brown fox jumps over the lazy dog"));
        StringAssert.StartsWith(json.GetProperty("protocol").GetString(), "windows:65536");
    }

    [TestMethod]
    public void Another_separator_makes_other_documents()
    {
        var json = Json("perplexity", "--text", Files.Write("stars.txt", "the cat***the dog***the hen"), "--separator", "***");
        StringAssert.StartsWith(json.GetProperty("protocol").GetString(), "documents:100");
        Assert.AreEqual(3, json.GetProperty("windows").GetInt32());
    }

    [TestMethod]
    public void A_stability_report_agrees_with_itself()
    {
        var json = Json("evaluate", "--recipe", Recipe);
        Assert.AreEqual(Recipe, json.GetProperty("recipe").GetString());
        double before = AssertMeasures(json.GetProperty("base")), after = AssertMeasures(json.GetProperty("modified"));
        Assert.AreEqual(Math.Log(after / before), Estimate(json, "lnRatio"), 1e-9);

        var divergence = json.GetProperty("klDivergence");
        AssertSpread(divergence);
        Assert.IsGreaterThan(0, Estimate(divergence, "mean"));
        Assert.IsGreaterThanOrEqualTo(0, divergence.GetProperty("min").GetDouble());

        var delta = json.GetProperty("deltaP");
        AssertSpread(delta);
        Assert.IsGreaterThanOrEqualTo(Math.Abs(Estimate(delta, "mean")), Estimate(delta, "rms"));
        Assert.IsTrue(Estimate(json, "sameTop") is >= 0 and <= 1);

        var size = json.GetProperty("size");
        Assert.IsLessThan(size.GetProperty("baseBytes").GetInt64(), size.GetProperty("modifiedBytes").GetInt64());
        Assert.IsTrue(size.GetProperty("sparsity").GetDouble() is >= 0.49 and < 0.7);
        Assert.IsLessThan(32, size.GetProperty("bitsPerWeight").GetDouble());

        var steps = json.GetProperty("steps").EnumerateArray().ToArray();
        CollectionAssert.AreEqual(Recipe.Split(" + "), steps.Select(s => s.GetProperty("step").GetString()).ToArray());
        Assert.IsTrue(steps.All(s => s.GetProperty("seconds").GetDouble() >= 0));
        Assert.AreEqual(size.GetProperty("bitsPerWeight").GetDouble(), steps[^1].GetProperty("bitsPerWeight").GetDouble());
    }

    [TestMethod]
    public void Layers_are_measured_on_demand()
    {
        Assert.IsFalse(Json("evaluate", "--recipe", Recipe).TryGetProperty("cascade", out _));
        var json = Json("evaluate", "--recipe", Recipe, "--layers");
        JsonElement cascade = json.GetProperty("cascade"), attention = json.GetProperty("attention");
        Assert.AreEqual(0, Estimate(cascade.GetProperty("embedding"), "relativeError"));
        foreach (var block in cascade.GetProperty("blocks").EnumerateArray())
        {
            foreach (var loss in block.GetProperty("linears").EnumerateObject().Select(l => l.Value.GetProperty("local")).Append(block.GetProperty("residual")))
                Assert.AreEqual(-20 * Math.Log10(Estimate(loss, "relativeError")), Estimate(loss, "sqnr"), 1e-9);
        }
        var heads = attention.GetProperty("blocks").EnumerateArray().SelectMany(b => b.GetProperty("heads").EnumerateArray()).ToArray();
        Assert.AreEqual(heads.Average(h => Estimate(h, "jensenShannon")), Estimate(attention.GetProperty("mean"), "jensenShannon"), 1e-12);
        Assert.IsTrue(heads.All(h => Estimate(h, "jensenShannon") is > 0 and < 0.694));
        var table = Run("evaluate", "--recipe", Recipe, "--layers").Out;
        foreach (var words in (string[])["residual stream after", "amplification", "block 1", "SQNR (dB)", "JS (nats)", "CKA of outputs"]) StringAssert.Contains(table, words);
    }

    [TestMethod]
    public void Both_models_answer_the_questions_of_every_file()
    {
        const string Question = """{"question": {"stem": "the cat sat on the", "choices": [{"text": "mat", "label": "1"}, {"text": "barn", "label": "2"}]}, "answerKey": "2"}""";
        string two = Files.Write("two.jsonl", $"{Question}\n{Question}"), three = Files.Write("three.jsonl", $"{Question}\n{Question}\n{Question}\n");
        var sets = Json("evaluate", "--recipe", Recipe, "--choices", two, "--choices", three).GetProperty("choices").EnumerateArray().ToArray();
        Assert.AreEqual("two.jsonl 2, three.jsonl 3", string.Join(", ", sets.Select(set => $"{set.GetProperty("name").GetString()} {set.GetProperty("questions").GetInt32()}")));
        foreach (var set in sets)
        {
            Assert.AreEqual(0.5, set.GetProperty("chance").GetDouble());
            foreach (var rule in (string[])["accuracy", "accuracyPerCharacter", "accuracyPerByte"])
            {
                var accuracy = set.GetProperty(rule);
                Assert.AreEqual(Estimate(accuracy, "difference"), Estimate(accuracy, "modified") - Estimate(accuracy, "base"));
                Assert.IsTrue(accuracy.GetProperty("mcNemar").GetProperty("exact").GetBoolean());
            }
        }
    }

    [TestMethod]
    public void The_base_of_an_evaluation_is_the_perplexity_of_the_model() =>
        Assert.AreEqual(Estimate(Json("perplexity"), "nll"), Estimate(Json("evaluate", "--recipe", Recipe).GetProperty("base"), "nll"));

    [TestMethod]
    public void A_comparison_holds_the_report_of_each_recipe_and_where_methods_collapse()
    {
        string[] recipes = ["quantize(rtn, bits=8)", "quantize(rtn, bits=2)", Recipe];
        var json = Json(["compare", .. recipes.SelectMany(r => (string[])["--recipe", r])]);
        var reports = json.GetProperty("reports").EnumerateArray().ToArray();
        CollectionAssert.AreEqual(recipes, reports.Select(r => r.GetProperty("recipe").GetString()).ToArray());
        Assert.AreEqual(WithoutSeconds(Json("evaluate", "--recipe", Recipe)), WithoutSeconds(reports[2]));
        var method = json.GetProperty("collapse").GetProperty("methods").EnumerateArray().Single();
        Assert.AreEqual("quantize(rtn)", method.GetProperty("method").GetString());
        Assert.AreEqual("bits", method.GetProperty("coordinate").GetString());
    }

    [TestMethod]
    [DataRow("perplexity")]
    [DataRow("evaluate", "--recipe", Recipe, "--layers")]
    public void The_bytes_are_the_same_for_one_thread_and_for_more(params string[] command)
    {
        var one = WithoutSeconds(Json([.. command, "--threads", "1"]));
        foreach (var threads in (string[])["1", "2", "5"])
            Assert.AreEqual(one, WithoutSeconds(Json([.. command, "--threads", threads])));
    }

    [TestMethod]
    [DataRow("DOTNET_EnableAVX512")]
    [DataRow("DOTNET_EnableAVX2")]
    [DataRow("DOTNET_EnableHWIntrinsic")]
    public void The_bytes_are_the_same_without_an_instruction_set(string setting)
    {
        string[] command =
            ["evaluate", "--recipe", Recipe, "--layers", "--model", Files.Model, "--text", Files.TextFile, "--calibration", Files.TextFile, "--format", "json"];
        var without = ToolRun.ProcessWith(setting, "0", command).Succeeded();
        Assert.AreEqual(WithoutSeconds(Json("evaluate", "--recipe", Recipe, "--layers")), WithoutSeconds(JsonDocument.Parse(without.Out).RootElement));
    }

    [TestMethod]
    public void Calibration_decides_what_wanda_prunes()
    {
        var one = Json("evaluate", "--recipe", "prune(wanda, sparsity=0.5)", "--calibration-windows", "1");
        var three = Json("evaluate", "--recipe", "prune(wanda, sparsity=0.5)", "--calibration-windows", "3");
        Assert.AreNotEqual(Estimate(one, "lnRatio"), Estimate(three, "lnRatio"));
    }

    [TestMethod]
    public void An_option_that_has_no_effect_is_pointed_out()
    {
        var run = ToolRun.Here("evaluate", "--model", Files.Model, "--text", Files.TextFile, "--recipe", "quantize(rtn, bits=4)", "--calibration", Files.TextFile).Succeeded();
        Assert.AreEqual("note: --calibration has no effect: no step of the recipe is calibrated\n", run.Error);
    }

    [TestMethod]
    public void A_table_holds_the_numbers_of_the_json()
    {
        var table = Run("evaluate", "--recipe", Recipe).Out;
        foreach (var words in (string[])["tiny", "perplexity", "bits per byte", "KL divergence", "same top", "prune(wanda, sparsity=0.5)", "documents:100,context=48,bos=true"])
            StringAssert.Contains(table, words);
        var perplexity = Json("perplexity").GetProperty("perplexity");
        StringAssert.Contains(table, Reporting.Numerals.WithError(
            new(perplexity.GetProperty("value").GetDouble(), perplexity.GetProperty("standardError").GetDouble())));
    }

    [TestMethod]
    public void A_narrow_terminal_shows_every_number_within_its_width()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        string[] command = ["compare", "--model", Files.Model, "--text", Files.TextFile, "--recipe", "quantize(rtn, bits=4)"];
        Assert.AreEqual(0, Tool.CommandLine.ToolHost.Run(command, new(output, error, OutWidth: 80, ErrorIsTerminal: false), CancellationToken.None));
        Assert.IsLessThanOrEqualTo(80, output.ToString().Split('\n').Max(line => line.Length));
        StringAssert.Matches(output.ToString(), new(@"^   perplexity +[0-9.]+ ± [0-9.]+$", RegexOptions.Multiline));
        var wide = Run("compare", "--recipe", "quantize(rtn, bits=4)").Out;
        CollectionAssert.AreEquivalent(Words(wide), Words(output.ToString()));

        static string[] Words(string table) => [.. Regex.Matches(table, "[0-9.,]+").Select(m => m.Value)];
    }

    [TestMethod]
    public void Output_goes_to_the_file_and_nowhere_else()
    {
        var path = Files["report.json"];
        var run = Run("evaluate", "--recipe", Recipe, "--format", "json", "--output", path);
        Assert.AreEqual("", run.Out);
        Assert.AreEqual(WithoutSeconds(Json("evaluate", "--recipe", Recipe)), WithoutSeconds(JsonDocument.Parse(File.ReadAllText(path)).RootElement));
    }

    private static ToolRun Run(params string[] command)
    {
        string[] text = command.Contains("--text") ? [] : ["--text", Files.TextFile];
        string[] calibration = command[0] == "perplexity" ? [] : ["--calibration", Files.TextFile];
        return ToolRun.Here([.. command, "--model", Files.Model, .. text, .. calibration]).Succeeded();
    }

    private static JsonElement Json(params string[] command) => JsonDocument.Parse(Run([.. command, "--format", "json"]).Out).RootElement;

    private static string WithoutSeconds(JsonElement json) => Regex.Replace(json.GetRawText(), "\"seconds\": [^\\s,]+|\\s", "");

    private static double Estimate(JsonElement json, string name)
    {
        var estimate = json.GetProperty(name);
        CollectionAssert.AreEquivalent((string[])["value", "standardError"], estimate.EnumerateObject().Select(p => p.Name).ToArray());
        Assert.IsGreaterThanOrEqualTo(0, estimate.GetProperty("standardError").GetDouble());
        return estimate.GetProperty("value").GetDouble();
    }

    private static double AssertMeasures(JsonElement json)
    {
        double perplexity = Estimate(json, "perplexity"), nll = Estimate(json, "nll");
        Assert.AreEqual(Math.Log(perplexity), nll, 1e-12);
        Assert.AreEqual(nll * json.GetProperty("tokens").GetInt32() / Math.Log(2) / json.GetProperty("bytes").GetInt64(), Estimate(json, "bitsPerByte"), 1e-9);
        return perplexity;
    }

    private static void AssertSpread(JsonElement json)
    {
        double[] values =
        [
            json.GetProperty("max").GetDouble(),
            .. json.GetProperty("percentiles").EnumerateObject().Select(p => p.Value.GetDouble()),
            json.GetProperty("min").GetDouble(),
        ];
        CollectionAssert.AreEqual(values.OrderDescending().ToArray(), values);
        Assert.IsTrue(json.GetProperty("percentiles").TryGetProperty("p99.9", out _));
    }
}
