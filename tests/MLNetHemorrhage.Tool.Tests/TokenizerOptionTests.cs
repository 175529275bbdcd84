using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class TokenizerOptionTests
{
    [TestMethod]
    public void The_default_model_takes_no_other_tokenizer() =>
        ToolRun.Here("perplexity", "--tokenizer", "tokenizer.json").Refused("expected --model with it");

    [TestMethod]
    public void A_model_without_a_tokenizer_reads_the_one_named()
    {
        using var workspace = new Workspace();
        var model = workspace["weights"];
        Checkpoint.SaveDecoder(LanguageModel.Default.Decoder, model);
        ToolRun.Here("inspect", "--model", model).Refused("expected a tokenizer");
        var tokenizer = workspace["tokenizer.json"];
        using (var source = typeof(LanguageModel).Assembly.GetManifestResourceStream("default-model/tokenizer.json")!)
        using (var target = File.Create(tokenizer)) source.CopyTo(target);
        StringAssert.Contains(ToolRun.Here("inspect", "--model", model, "--tokenizer", tokenizer).Succeeded().Out, "1,024");
    }
}
