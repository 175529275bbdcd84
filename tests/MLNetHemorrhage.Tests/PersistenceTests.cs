using System.Collections.Concurrent;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class PersistenceTests : IDisposable
{
    private readonly Story _story = new();

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void A_loaded_model_can_be_saved_and_loaded_again()
    {
        var model = _story.Pipeline().Fit(_story.Data);
        PipelineTests.AssertSame(_story.Rows(model.Transform(_story.Data)), _story.Rows(_story.Reloaded(_story.Reloaded(model)).Transform(_story.Data)));
    }

    [TestMethod]
    public void The_model_comes_back_from_a_live_and_from_a_loaded_pipeline()
    {
        var model = _story.Pipeline().Fit(_story.Data);
        Assert.AreSame(model.LastTransformer.Model, _story.Steps.Extract(model));
        var loaded = _story.Reloaded(model);
        var extracted = _story.Steps.Extract(loaded);
        Assert.AreSame(extracted, _story.Steps.Extract(loaded));
        Assert.AreEqual(WeightSize.Of(model.LastTransformer.Model.Decoder), WeightSize.Of(extracted.Decoder));
        var again = _story.Steps.UseLanguageModel("Model", extracted).Append(_story.Steps.ScoreText()).Fit(_story.Data);
        CollectionAssert.AreEqual(
            _story.Rows(model.Transform(_story.Data)).Select(r => r.Bits).ToArray(), _story.Rows(again.Transform(_story.Data)).Select(r => r.Bits).ToArray());
    }

    [TestMethod]
    public void A_pipeline_without_a_model_has_none_to_extract()
    {
        var lookup = _story.Context.Transforms.Conversion.MapValue("Found", new Dictionary<string, string> { ["a"] = "b" }, "Text").Fit(_story.Data);
        Assert.ThrowsExactly<ArgumentException>(() => _story.Steps.Extract(new TransformerChain<ITransformer>(lookup)));
    }

    [TestMethod]
    public void A_model_above_the_limit_is_saved_beside_and_must_stay_what_it_is()
    {
        string package = _story.File("model.mlh");
        var model = _story.Pipeline(new() { EmbedLimitBytes = 0, PackagePath = package }).Fit(_story.Data);
        var expected = _story.Rows(model.Transform(_story.Data));
        PipelineTests.AssertSame(expected, _story.Rows(_story.Reloaded(model).Transform(_story.Data)));

        var withChangedFile = _story.Reloaded(model);
        byte[] bytes = File.ReadAllBytes(package);
        File.Delete(package);
        var withoutFile = _story.Reloaded(_story.Pipeline(new() { EmbedLimitBytes = 0, PackagePath = package }).Fit(_story.Data));
        File.Delete(package);
        StringAssert.Contains(Message(withoutFile), "model.mlh", StringComparison.Ordinal);
        bytes[^100] ^= 1;
        File.WriteAllBytes(package, bytes);
        StringAssert.Contains(Message(withChangedFile), "model.mlh", StringComparison.Ordinal);

        // Microsoft.ML reads rows on several threads where there are processors for it, and wraps what they throw.
        string Message(ITransformer loaded)
        {
            Exception? error = Assert.Throws<Exception>(() => _story.Rows(loaded.Transform(_story.Data)));
            while (error is not (null or HemorrhageException)) error = error.InnerException;
            Assert.IsNotNull(error);
            return error.Message;
        }
    }

    [TestMethod]
    public void A_model_above_the_limit_without_a_place_says_so_early_and_fails_late()
    {
        var model = _story.Pipeline(new() { EmbedLimitBytes = 1000 }).Fit(_story.Data);
        Assert.IsTrue(_story.Log.Any(e => e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning && e.RawMessage.Contains("PackagePath", StringComparison.Ordinal)));
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _story.Reloaded(model));
        StringAssert.Contains(error.Message, "PackagePath", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_place_that_cannot_be_written_is_named()
    {
        var model = _story.Pipeline(new() { EmbedLimitBytes = 0, PackagePath = _story.File("no folder/model.mlh") }).Fit(_story.Data);
        StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => _story.Reloaded(model)).Message, "no folder", StringComparison.Ordinal);
    }

    [TestMethod]
    public void The_files_of_the_model_may_go_between_fitting_and_saving()
    {
        var model = _story.Pipeline().Fit(_story.Data);
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(_story.ModelPath)!)) File.Delete(file);
        PipelineTests.AssertSame(_story.Rows(model.Transform(_story.Data)), _story.Rows(_story.Reloaded(model).Transform(_story.Data)));
    }

    [TestMethod]
    public void Ten_threads_over_one_loaded_model_agree_and_decode_it_once()
    {
        var model = _story.Pipeline().Fit(_story.Data);
        var expected = _story.Rows(model.Transform(_story.Data));
        var loaded = _story.Reloaded(model);
        var results = new ConcurrentBag<Scored[]>();
        Thread[] threads = [.. Enumerable.Range(0, 10).Select(_ => new Thread(() => results.Add(_story.Rows(loaded.Transform(_story.Data)))))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.HasCount(10, results);
        foreach (var rows in results) PipelineTests.AssertSame(expected, rows);
        Assert.AreSame(_story.Steps.Extract(loaded), _story.Steps.Extract(loaded));
    }

    [TestMethod]
    public void Ten_threads_over_one_live_model_agree()
    {
        var model = _story.Pipeline().Fit(_story.Data);
        var expected = _story.Rows(model.Transform(_story.Data));
        var results = new Scored[10][];
        Parallel.For(0, 10, i => results[i] = _story.Rows(model.Transform(_story.Data)));
        foreach (var rows in results) PipelineTests.AssertSame(expected, rows);
    }

    /// <summary>The file holds the stored bytes in base 64, deflated: at most 2 % more than what the report says, tokenizer and all.</summary>
    [TestMethod]
    [DataRow("quantize(rtn, bits=4, group=32)", 4 + 32 / 32.0), DataRow("quantize(rtn, bits=3, group=32, symmetric=false, scales=f16)", 3 + (16 + 3) / 32.0)]
    [DataRow("quantize(rtn, bits=4, group=32, targets=all)", 4 + 32 / 32.0), DataRow("quantize(nf4, targets=all)", 4 + 32 / 64.0), DataRow("quantize(ggml, type=q4_0, targets=all)", 4.5)]
    public void The_file_of_a_quantized_model_is_as_small_as_its_bits_say(string recipe, double bits)
    {
        string path = _story.File("model.zip");
        var model = _story.Steps.LoadLanguageModel().Append(_story.Steps.Apply("Model", "Text", recipe)).Append(_story.Steps.ScoreText()).Fit(_story.Data);
        _story.Context.Model.Save(model, _story.Data.Schema, path);
        var reported = model.OfType<LanguageModelTransformer>().Last().Modification!;
        Assert.AreEqual(bits, reported.TargetedSize.BitsPerWeight, 0.001);
        Assert.IsLessThanOrEqualTo(1.02 * reported.Size.Bytes, new FileInfo(path).Length);
    }

    [TestMethod]
    public void The_file_is_at_most_a_tenth_larger_than_the_weights()
    {
        string path = _story.File("model.zip");
        var prepared = _story.Steps.LoadLanguageModel().Append(_story.Steps.Prune(method: PruningMethod.Magnitude)).Append(_story.Steps.Quantize());
        var model = prepared.Append(_story.Steps.ScoreText()).Fit(_story.Data);
        _story.Context.Model.Save(model, _story.Data.Schema, path);
        long weights = WeightSize.Of(model.LastTransformer.Model.Decoder).Bytes;
        long file = new FileInfo(path).Length;
        Assert.IsLessThanOrEqualTo(1.1 * weights, file);
    }
}
