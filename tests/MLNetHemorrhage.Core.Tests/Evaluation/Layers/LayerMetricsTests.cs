using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Evaluation.Cascade;
using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation.Layers;

[TestClass]
public sealed class LayerMetricsTests
{
    private static readonly LanguageModel Base = SmallModel.Create(1);

    [TestMethod]
    public void Threads_and_batches_do_not_change_a_bit()
    {
        var modified = LayerSamples.Disturb(Base, 3);
        var text = LayerSamples.ManyDocuments(30);
        using WorkerPool one = new(1), three = new(3);
        var expected = LayerSamples.Numbers(LayerMetrics.Measure(Base, modified, text, new() { Pool = one, TokensPerBatch = 1 }));
        Assert.AreEqual(expected, LayerSamples.Numbers(LayerMetrics.Measure(Base, modified, text, new() { Pool = three })));
        Assert.AreEqual(expected, LayerSamples.Numbers(LayerMetrics.Measure(Base, modified, text, new() { Pool = three, TokensPerBatch = 100 })));
    }

    [TestMethod]
    public void Both_measured_at_once_are_those_measured_alone()
    {
        var modified = LayerSamples.Disturb(Base, 3);
        var text = LayerSamples.Split("windows:200,stride=7");
        LayerMetrics both = LayerMetrics.Measure(Base, modified, text), alone = new(InformationLoss.Measure(Base, modified, text), AttentionDisruption.Measure(Base, modified, text));
        Assert.AreEqual(LayerSamples.Numbers(alone), LayerSamples.Numbers(both));
    }

    [TestMethod]
    public void Standard_errors_agree_with_a_jackknife_over_windows()
    {
        var modified = LayerSamples.Disturb(Base, 3, 0.2f);
        var text = LayerSamples.ManyDocuments(60);
        var whole = Estimates(text);
        var without = text.Windows.Select(left => Estimates(new(text.Protocol, [.. text.Windows.Where(w => w != left)]))).ToArray();
        double count = without.Length;
        foreach (var (name, (value, error)) in whole)
        {
            double mean = without.Average(estimates => estimates[name].Value);
            double jackknife = Math.Sqrt((count - 1) / count * without.Sum(estimates => Math.Pow(estimates[name].Value - mean, 2)));
            Assert.IsGreaterThan(0, error, name);
            Assert.AreEqual(1, error / jackknife, 0.15, $"{name}: {value} ± {error}, jackknife {jackknife}");
        }

        Dictionary<string, Estimate> Estimates(ScoredText part)
        {
            var (cascade, attention) = LayerMetrics.Measure(Base, modified, part);
            var (block, disruption) = (cascade.Blocks[1], attention.Blocks[1]);
            return new()
            {
                ["relative error"] = block.Residual.RelativeError, ["cosine"] = block.Residual.Cosine, ["SQNR"] = block.Residual.Sqnr,
                ["factor"] = block.Factor, ["growth"] = cascade.Growth, ["amplification"] = cascade.Amplification,
                ["local error"] = block[LinearRole.Down].Local.RelativeError, ["error in place"] = block[LinearRole.Query].InPlace.RelativeError,
                ["divergence"] = disruption.Heads[2].JensenShannon, ["entropy"] = disruption.Heads[2].EntropyChange, ["mass"] = disruption.Heads[2].FirstTokenMassChange,
                ["output similarity"] = disruption.Heads[2].OutputSimilarity, ["head similarity"] = disruption.HeadSimilarity,
                ["similarity change"] = disruption.HeadSimilarityChange, ["mean divergence"] = attention.Mean.JensenShannon,
                ["mean output similarity"] = attention.Mean.OutputSimilarity, ["mean similarity change"] = attention.HeadSimilarityChange,
            };
        }
    }

    [TestMethod]
    public void Weights_held_in_another_form_are_compared_as_well()
    {
        var modified = RecipeRunner.Apply(Base, Recipe.Parse("prune(magnitude, sparsity=0.5) + quantize(rtn, bits=4)")).Model;
        var result = LayerMetrics.Measure(Base, modified, LayerSamples.Split("documents:9"));
        Assert.IsGreaterThan(0, result.Cascade.Blocks.Min(b => b.Linears.Min(l => l.Local.RelativeError.Value)));
    }

    [TestMethod]
    public void A_block_that_is_watched_gives_the_bits_of_one_that_is_not()
    {
        var text = LayerSamples.Split("windows:200");
        var batch = new TokenBatch([.. text.Windows.Select(w => w.Ids)]);
        var runner = new DecoderRunner(Base.Decoder, WorkerPool.Shared);
        var trace = new BlockTrace(Base.Decoder.Spec);
        trace.Begin(new(batch, [.. text.Windows], 0));
        Matrix plain = runner.Embed(batch), watched = runner.Embed(batch);
        foreach (var block in Base.Decoder.Blocks)
        {
            runner.RunBlock(block, batch, plain);
            runner.RunBlock(block, batch, watched, trace);
        }
        Matrices.AssertSameBits(plain, watched, "residual stream");
    }

    [TestMethod]
    public void An_evaluation_can_be_stopped_between_blocks()
    {
        using var source = new CancellationTokenSource();
        var options = new EvaluationOptions { TokensPerBatch = 1, Cancellation = source.Token, Progress = new Stop(source) };
        Assert.ThrowsExactly<OperationCanceledException>(() => LayerMetrics.Measure(Base, Base, LayerSamples.Split("documents:9"), options));
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => source.Cancel();
    }
}
