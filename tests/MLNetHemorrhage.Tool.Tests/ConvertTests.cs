using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class ConvertTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [TestMethod]
    public void Every_format_leads_to_every_other()
    {
        string gguf = _workspace["a.gguf"], directory = _workspace["b"], package = _workspace["c.mlh"], again = _workspace["d.gguf"];
        Convert("--model", _workspace.Model, "--output", gguf);
        Convert("--model", gguf, "--output", directory);
        Convert("--model", directory, "--output", package);
        Convert("--model", package, "--output", again);
        CollectionAssert.AreEqual(Perplexity(_workspace.Model), Perplexity(again));
        CollectionAssert.AreEqual(Weights(LanguageModel.Load(gguf)), Weights(LanguageModel.Load(again)));
    }

    [TestMethod]
    public void Types_and_recipes_are_applied_on_the_way()
    {
        var output = _workspace["small.gguf"];
        StringAssert.StartsWith(Convert("--model", _workspace.Model, "--output", output, "--type", "q8_0"), $"{output}: ");
        var block = LanguageModel.Load(output).Decoder.Blocks[0];
        Assert.AreEqual("Q8_0", block[LinearRole.Gate].Format);
        Convert("--model", _workspace.Model, "--output", output, "--type", "q4_k_m", "--fallback", "--recipe", "quantize(rtn, bits=8)");
        Assert.AreEqual("Q5_0", LanguageModel.Load(output).Decoder.Blocks[0][LinearRole.Gate].Format);
        Convert("--model", _workspace.Model, "--output", output, "--type", "f16");
        Assert.AreEqual("f16", LanguageModel.Load(output).Decoder.Blocks[0][LinearRole.Gate].Format);
    }

    [TestMethod]
    public void Unusable_input_is_refused()
    {
        Refused("expected the extension .gguf or .mlh", "--output", _workspace["model.txt"]);
        Refused("a multiple of 256 weights", "--output", _workspace["model.gguf"], "--type", "q4_k", "--model", _workspace.Model);
        Refused("--type: expected f32, bf16, f16, q4_0", "--output", _workspace["model.gguf"], "--type", "q7");
        Refused("expected f32, f16 or bf16", "--output", _workspace["directory"], "--type", "q8_0");
        Refused("expected a type of ggml", "--output", _workspace["model.mlh"], "--type", "f16");
        Refused("--format: expected gguf, package or directory", "--output", _workspace["model.gguf"], "--format", "onnx");
        Assert.IsEmpty(Directory.GetFiles(_workspace.Root, "model.*"));
    }

    private static string Convert(params string[] args) => ToolRun.Here(["convert", .. args]).Succeeded().Out;

    private static void Refused(string words, params string[] args) => ToolRun.Here(["convert", .. args]).Refused(words);

    private string[] Perplexity(string model) => ToolRun.Here("perplexity", "--model", model, "--text", _workspace.TextFile, "--format", "csv").Succeeded().Out
        .Split(',', '\n').Where(field => double.TryParse(field, System.Globalization.CultureInfo.InvariantCulture, out _)).ToArray();

    private static float[] Weights(LanguageModel model) => model.Decoder.Blocks[1][LinearRole.Query].ToMatrix().Values.ToArray();
}
