using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Cascade;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Tests.Evaluation.Layers;

namespace MLNetHemorrhage.Tests.Evaluation.Cascade;

[TestClass]
public sealed class InformationLossTests
{
    private static readonly LanguageModel Base = SmallModel.Create(1);

    [TestMethod]
    public void A_model_loses_nothing_against_itself()
    {
        var result = InformationLoss.Measure(Base, SmallModel.Create(1), LayerSamples.Split("documents:9"));
        foreach (var loss in result.Blocks.SelectMany(b => b.Linears.SelectMany(l => (SignalLoss[])[l.Local, l.InPlace]).Append(b.Residual)).Append(result.Embedding)) AssertNone(loss);
        Assert.IsTrue(double.IsNaN(result.Growth.Value));
        Assert.IsNull(result.FirstBlockAbove(1e-300));
    }

    [TestMethod]
    [DataRow("documents:9")]
    [DataRow("windows:200,stride=7")]
    [DataRow("chunks:16")]
    public void Every_number_agrees_with_brute_force(string protocol)
    {
        var text = LayerSamples.Split(protocol);
        var modified = LayerSamples.Disturb(Base, 5);
        var result = InformationLoss.Measure(Base, modified, text);
        NaiveDecoder naive = new(Base.Decoder), naiveModified = new(modified.Decoder);
        var windows = text.Windows.Select(w => (Rows: LayerSamples.CountedRows(w).ToArray(), A: naive.Run(w.Ids), B: naiveModified.Run(w.Ids))).ToArray();
        for (int b = 0; b < result.Blocks.Count; b++)
        {
            AssertAgrees(windows.SelectMany(w => w.Rows.Select(t => (w.A[b].Residual[t], w.B[b].Residual[t]))), result.Blocks[b].Residual);
            foreach (var role in DecoderBlock.Roles)
            {
                var outputs = windows.Select(w => (w.Rows,
                    Y: NaiveDecoder.Multiply(Base.Decoder.Blocks[b], role, w.A[b].Inputs[role]),
                    Local: NaiveDecoder.Multiply(modified.Decoder.Blocks[b], role, w.A[b].Inputs[role]),
                    InPlace: NaiveDecoder.Multiply(modified.Decoder.Blocks[b], role, w.B[b].Inputs[role]))).ToArray();
                AssertAgrees(outputs.SelectMany(o => o.Rows.Select(t => (o.Y[t], o.Local[t]))), result.Blocks[b][role].Local);
                AssertAgrees(outputs.SelectMany(o => o.Rows.Select(t => (o.Y[t], o.InPlace[t]))), result.Blocks[b][role].InPlace);
            }
        }
        double[] logs = [.. result.Blocks.Select(b => Math.Log(b.Residual.RelativeError.Value))];
        Assert.AreEqual(Math.Exp(logs[1] - logs[0]), result.Blocks[1].Factor.Value, 1e-12);
        Assert.AreEqual(logs[1] - logs[0], result.Growth.Value, 1e-12);
    }

    [TestMethod]
    [DataRow(2f, 0)]
    [DataRow(1.25f, 1e-7)]
    public void A_scaled_layer_has_the_local_error_of_its_factor_and_no_other_has_one(float factor, double tolerance)
    {
        var modified = LayerSamples.Change(Base, 0, LinearRole.Gate, (_, _, w) => factor * w);
        var result = InformationLoss.Measure(Base, modified, LayerSamples.Split("documents:9"));
        var gate = result.Blocks[0][LinearRole.Gate];
        Assert.AreEqual(factor - 1, gate.Local.RelativeError.Value, tolerance);
        Assert.AreEqual(-20 * Math.Log10(factor - 1), gate.Local.Sqnr.Value, 20 * tolerance);
        Assert.AreEqual(1, gate.Local.Cosine.Value, 1e-12);
        // Its inputs are still the base's.
        Assert.AreEqual(gate.Local, gate.InPlace);
        foreach (var (block, linear) in result.Blocks.SelectMany(b => b.Linears.Select(l => (b.Block, l))))
        {
            if (linear != gate) AssertNone(linear.Local);
            bool after = block == 1 || linear.Role is LinearRole.Down;
            if (linear != gate) Assert.AreEqual(after, linear.InPlace.RelativeError.Value > 0, $"block {block} {linear.Role}");
        }
    }

    [TestMethod]
    public void A_layer_of_zeros_loses_everything()
    {
        var local = InformationLoss.Measure(Base, LayerSamples.Change(Base, 1, LinearRole.Up, (_, _, _) => 0), LayerSamples.Split("documents:9")).Blocks[1][LinearRole.Up].Local;
        Assert.AreEqual((1.0, 0.0, 0.0), (local.RelativeError.Value, local.Cosine.Value, local.Sqnr.Value));
    }

    [TestMethod]
    public void The_first_block_above_a_limit_is_found()
    {
        var result = InformationLoss.Measure(Base, LayerSamples.Change(Base, 1, LinearRole.Down, (_, _, w) => -w), LayerSamples.Split("documents:9"));
        Assert.AreEqual(1, result.FirstBlockAbove());
        Assert.IsNull(result.FirstBlockAbove(10));
        Assert.IsTrue(double.IsNaN(result.Blocks[1].Factor.Value));
    }

    [TestMethod]
    public void Models_of_different_shape_are_refused()
    {
        var shorter = Base.With(Base.Decoder.WithBlocks([Base.Decoder.Blocks[0]]));
        StringAssert.Contains(Error(shorter), "small 1: expected the base model's 2 blocks, found 1");
        StringAssert.Contains(Error(SmallModel.Create(1, vocabulary: 300)), "vocabulary of 258 tokens, found 300");
    }

    [TestMethod]
    public void Numbers_that_are_none_are_refused_with_their_place()
    {
        var broken = LayerSamples.Change(Base, 1, LinearRole.Key, (i, j, w) => i + j == 0 ? float.NaN : w);
        StringAssert.Contains(Error(broken), "small 1: expected finite numbers, found NaN or infinity in block 1 key, window 0 of the text");
    }

    [TestMethod]
    public void A_text_without_context_is_refused()
    {
        var text = LayerSamples.Split("documents:2", "a||b");
        StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => InformationLoss.Measure(Base, Base, text)).Message, "a window of at least 3 tokens");
    }

    private static string Error(LanguageModel modified) =>
        Assert.ThrowsExactly<HemorrhageException>(() => InformationLoss.Measure(Base, modified, LayerSamples.Split("documents:9"))).Message;

    private static void AssertNone(SignalLoss loss)
    {
        Assert.AreEqual(new Estimate(0, 0), loss.RelativeError);
        Assert.AreEqual(new Estimate(1, 0), loss.Cosine);
        Assert.AreEqual(double.PositiveInfinity, loss.Sqnr.Value);
    }

    private static void AssertAgrees(IEnumerable<(double[] Reference, double[] Other)> rows, SignalLoss loss)
    {
        double error = 0, reference = 0, cosine = 0;
        int count = 0;
        foreach (var (x, y) in rows)
        {
            error += x.Zip(y, (a, b) => (b - a) * (b - a)).Sum();
            reference += x.Sum(a => a * a);
            cosine += x.Zip(y, (a, b) => a * b).Sum() / Math.Sqrt(x.Sum(a => a * a) * y.Sum(b => b * b));
            count++;
        }
        double relative = Math.Sqrt(error / reference);
        Assert.AreEqual(1, loss.RelativeError.Value / relative, 1e-4);
        Assert.AreEqual(cosine / count, loss.Cosine.Value, 1e-5);
        Assert.AreEqual(-20 * Math.Log10(relative), loss.Sqnr.Value, 1e-3);
    }
}
