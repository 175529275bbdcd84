using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tests.Checkpoints.Gguf;

/// <summary>llama.cpp loads what is written and finds the same perplexity; skipped where its llama-perplexity is not there.</summary>
[TestClass]
public sealed class LlamaCppTests
{
    private const string Program = "llama-perplexity", Variable = "HEMORRHAGE_LLAMA_PERPLEXITY";
    private const int Context = 256, Documents = 60;

    [TestMethod]
    [DataRow("", 1e-3), DataRow("quantize(ggml, type=q8_0, targets=all)", 5e-3), DataRow("quantize(ggml, type=q4_k_m, targets=all)", 5e-3)]
    public void Perplexity_is_that_of_llama_cpp(string recipe, double tolerance)
    {
        var program = Find();
        using var directory = new ModelDirectory();
        var model = recipe.Length == 0 ? LanguageModel.Default : RecipeRunner.Apply(LanguageModel.Default, Recipe.Parse(recipe)).Model;
        Checkpoint.SaveGguf(model, directory.At("model.gguf"));
        var text = string.Join("\n", SyntheticText.Documents(Split.Evaluation, Documents));
        directory.Write("text.txt", text);
        var ours = Perplexity.Measure(LanguageModel.Load(directory.At("model.gguf")), text, Protocol.Parse($"chunks:{Context}"));
        using var run = Process.Start(new ProcessStartInfo(program, ["-m", directory.At("model.gguf"), "-f", directory.At("text.txt"), "-c", $"{Context}", "-b", $"{Context}", "-t", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = run.StandardError.ReadToEndAsync();
        var output = run.StandardOutput.ReadToEnd() + error.Result;
        var found = Regex.Match(output, @"Final estimate: PPL = ([0-9.]+)");
        Assert.IsTrue(found.Success, output);
        Assert.AreEqual(1, double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) / ours.Perplexity.Value, tolerance);
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path) return path;
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(d => Path.Combine(d, Program)).FirstOrDefault(File.Exists);
        if (found is null) Assert.Inconclusive($"No program: {Program} is neither on the PATH nor named by {Variable}.");
        return found!;
    }
}
