using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Tests.Evaluation.Layers;

namespace MLNetHemorrhage.Tests.Evaluation.Attention;

[TestClass]
public sealed class AttentionDisruptionTests
{
    private static readonly LanguageModel Base = SmallModel.Create(1);

    [TestMethod]
    public void A_model_is_not_disrupted_against_itself()
    {
        var result = AttentionDisruption.Measure(Base, SmallModel.Create(1), LayerSamples.Split("documents:9"));
        Estimate none = new(0, 0), whole = new(1, 0);
        foreach (var head in result.Blocks.SelectMany(b => b.Heads))
        {
            Assert.AreEqual((none, none, none, whole), (head.JensenShannon, head.EntropyChange, head.FirstTokenMassChange, head.OutputSimilarity));
            Assert.IsGreaterThan(0, head.Entropy.Value);
        }
        Assert.AreEqual(new MeanDisruption(none, none, none, whole), result.Mean);
        Assert.AreEqual(none, result.HeadSimilarityChange);
    }

    [TestMethod]
    [DataRow("documents:9")]
    [DataRow("windows:200,stride=7")]
    [DataRow("chunks:16")]
    public void Every_number_agrees_with_brute_force(string protocol)
    {
        var text = LayerSamples.Split(protocol);
        var modified = LayerSamples.Disturb(Base, 5, 0.2f);
        var result = AttentionDisruption.Measure(Base, modified, text);
        NaiveDecoder naive = new(Base.Decoder), naiveModified = new(modified.Decoder);
        var windows = text.Windows.Select(w => (Rows: LayerSamples.CountedRows(w).ToArray(), A: naive.Run(w.Ids), B: naiveModified.Run(w.Ids))).ToArray();
        foreach (var block in result.Blocks)
        {
            int b = block.Block, heads = block.Heads.Count;
            foreach (var head in block.Heads)
            {
                var rows = windows.SelectMany(w => w.Rows.Select(t => (P: w.A[b].Attention[head.Head][t], Q: w.B[b].Attention[head.Head][t]))).ToArray();
                Assert.AreEqual(rows.Average(r => NaiveRows.JensenShannon(r.P, r.Q)), head.JensenShannon.Value, 1e-6);
                Assert.AreEqual(rows.Average(r => NaiveRows.Entropy(r.P)), head.Entropy.Value, 1e-5);
                Assert.AreEqual(rows.Average(r => NaiveRows.Entropy(r.Q) - NaiveRows.Entropy(r.P)), head.EntropyChange.Value, 1e-5);
                Assert.AreEqual(rows.Average(r => r.P[0]), head.FirstTokenMass.Value, 1e-5);
                Assert.AreEqual(rows.Average(r => r.Q[0] - r.P[0]), head.FirstTokenMassChange.Value, 1e-5);
            }
            for (int h = 0; h < heads; h++) Assert.AreEqual(Similarity(Outputs(h, false), Outputs(h, true)), block.Heads[h].OutputSimilarity.Value, 1e-4);
            double before = 0, after = 0;
            for (int h = 0; h < heads; h++)
            {
                for (int g = 0; g < h; g++)
                {
                    before += Similarity(Outputs(h, false), Outputs(g, false)) / (heads * (heads - 1) / 2);
                    after += Similarity(Outputs(h, true), Outputs(g, true)) / (heads * (heads - 1) / 2);
                }
            }
            Assert.AreEqual(before, block.HeadSimilarity.Value, 1e-4);
            Assert.AreEqual(after - before, block.HeadSimilarityChange.Value, 1e-4);

            double[][][] Outputs(int head, bool second) => [.. windows.Select(w => w.Rows.Select(t => (second ? w.B : w.A)[b].HeadOutputs[head][t]).ToArray())];
        }
        Assert.AreEqual(result.Blocks.Average(b => b.Heads.Average(h => h.JensenShannon.Value)), result.Mean.JensenShannon.Value, 1e-14);
        Assert.AreEqual(result.Blocks.Max(b => b.Heads.Max(h => h.JensenShannon.Value)), result.MostDisrupted.Head.JensenShannon.Value);
    }

    [TestMethod]
    public void Divergence_is_symmetric_and_changes_turn_their_sign()
    {
        LanguageModel modified = SmallModel.Create(2);
        var text = LayerSamples.Split("documents:9");
        AttentionResult forth = AttentionDisruption.Measure(Base, modified, text), back = AttentionDisruption.Measure(modified, Base, text);
        foreach (var (f, b) in forth.Blocks.SelectMany(x => x.Heads).Zip(back.Blocks.SelectMany(x => x.Heads)))
        {
            Assert.AreEqual(f.JensenShannon.Value, b.JensenShannon.Value, 1e-14);
            Assert.IsTrue(f.JensenShannon.Value > 0 && f.JensenShannon.Value < Math.Log(2));
            Assert.AreEqual(f.EntropyChange.Value, -b.EntropyChange.Value, 1e-14);
            Assert.AreEqual(f.FirstTokenMassChange.Value, -b.FirstTokenMassChange.Value, 1e-14);
            Assert.AreEqual(f.OutputSimilarity.Value, b.OutputSimilarity.Value, 1e-14);
        }
    }

    [TestMethod]
    public void A_head_without_output_resembles_nothing_but_attends_as_before()
    {
        // The first of two key-value heads, of 4 numbers, serves query heads 0 and 1.
        var modified = LayerSamples.Change(Base, 0, LinearRole.Value, (i, _, w) => i < 4 ? 0 : w);
        var heads = AttentionDisruption.Measure(Base, modified, LayerSamples.Split("documents:9")).Blocks[0].Heads;
        CollectionAssert.AreEqual(new double[] { 0, 0, 1, 1 }, heads.Select(h => h.OutputSimilarity.Value).ToArray());
        foreach (var head in heads) Assert.AreEqual(new Estimate(0, 0), head.JensenShannon);
    }

    [TestMethod]
    public void Scaled_outputs_are_similar_still()
    {
        var modified = LayerSamples.Change(Base, 0, LinearRole.Value, (_, _, w) => 2 * w);
        var block = AttentionDisruption.Measure(Base, modified, LayerSamples.Split("documents:9")).Blocks[0];
        foreach (var head in block.Heads) Assert.AreEqual(1, head.OutputSimilarity.Value, 1e-12);
        Assert.AreEqual(0, block.HeadSimilarityChange.Value, 1e-12);
    }

    [TestMethod]
    public void A_head_that_asks_nothing_spreads_evenly()
    {
        var modified = LayerSamples.Change(Base, 0, LinearRole.Query, (i, _, w) => i < 4 ? 0 : w);
        var text = LayerSamples.Split("documents:9");
        double even = text.Windows.SelectMany(LayerSamples.CountedRows).Average(t => Math.Log(t + 1));
        var head = AttentionDisruption.Measure(Base, modified, text).Blocks[0].Heads[0];
        Assert.AreEqual(even, head.Entropy.Value + head.EntropyChange.Value, 1e-12);
    }

    [TestMethod]
    public void Numbers_that_are_none_are_refused_with_their_place()
    {
        var broken = LayerSamples.Change(Base, 1, LinearRole.Query, (i, j, w) => i == 4 && j == 0 ? float.NaN : w);
        StringAssert.Contains(
            Assert.ThrowsExactly<HemorrhageException>(() => AttentionDisruption.Measure(Base, broken, LayerSamples.Split("documents:9"))).Message,
            "small 1: expected finite numbers, found NaN or infinity in the attention of block 1, head 1, window 0 of the text");
    }

    // Unbiased HSIC by its definition (Song et al. 2012, eq. 4) in every window, pooled with the number of rows as weight.
    private static double Similarity(double[][][] x, double[][][] y)
    {
        double Pool(double[][][] a, double[][][] b) => a.Zip(b, (u, v) => u.Length < 4 ? 0 : u.Length * NaiveRows.Hsic(u, v)).Sum();
        return Pool(x, y) / Math.Sqrt(Pool(x, x) * Pool(y, y));
    }
}
