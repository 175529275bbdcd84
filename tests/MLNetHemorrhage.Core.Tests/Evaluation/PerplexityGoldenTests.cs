using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tests.Evaluation;

/// <summary>Perplexities of stories260K from an independent implementation in double precision.</summary>
[TestClass]
public sealed class PerplexityGoldenTests
{
    private const string Stories = "tinystories.txt";
    private const string Wikitext = "wikitext2-test.raw.txt";
    private const string Shakespeare = "tinyshakespeare.txt";

    [TestMethod]
    [DataRow("documents:100", Stories, 4.086208115461905, 37072)]
    [DataRow("documents:25", Stories, 3.5180867336401294, 8005)]
    [DataRow("windows:65536", Wikitext, 163.89707325956616, 41705)]
    [DataRow("windows:65536", Shakespeare, 110.94181275255167, 40433)]
    public void Perplexity_is_that_of_the_reference(string protocol, string file, double perplexity, int tokens)
    {
        var result = Measure(Stories260K.Load(), protocol, file);
        Assert.AreEqual(tokens, result.Tokens);
        Assert.AreEqual(1, result.Perplexity.Value / perplexity, 1e-6);
    }

    [TestMethod]
    [DataRow(Wikitext, 4.66771539920167)]
    [DataRow(Shakespeare, 4.1914067118165175)]
    public void Bits_per_byte_are_those_of_the_reference(string file, double bits) =>
        Assert.AreEqual(1, Measure(Stories260K.Load(), "windows:65536", file).BitsPerByte.Value / bits, 1e-6);

    [TestMethod]
    [DataRow("stories260K-hf", 1e-6)]
    [DataRow("stories260K-hf-f16", 1e-4)]
    [DataRow("stories260K-hf-2shard", 1e-4)]
    [DataRow("stories260K-hf-bf16", 5e-4)]
    public void Every_form_of_the_checkpoint_gives_the_perplexity_of_its_weights(string folder, double tolerance)
    {
        var model = Checkpoint.LoadModel(TestData.External($"golden/{folder}"), TestData.External("models/stories260K/tok512.bin"));
        Assert.AreEqual(1, Measure(model, "documents:100", Stories).Perplexity.Value / 4.086208115461905, tolerance);
    }

    private static PerplexityResult Measure(LanguageModel model, string protocol, string file) =>
        Perplexity.Measure(model, TextSource.Read(TestData.External($"text/{file}")), Protocol.Parse(protocol));
}
