using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning.Structured;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

[TestClass]
public sealed class LlmPrunerTests
{
    private static readonly StepContext Context = new(Samples.Calibration, WorkerPool.Shared, _ => { }, default);

    [TestMethod]
    [DataRow(TaylorImportance.First), DataRow(TaylorImportance.Second), DataRow(TaylorImportance.Mix), DataRow(TaylorImportance.Vector)]
    public void Importances_of_groups_are_those_of_brute_force(TaylorImportance importance)
    {
        var model = Samples.Model(Samples.Spec(2)).Decoder;
        var scores = TaylorScores.Measure(model, importance, Context);
        var weights = DecoderParameters.From(model);
        float[][] gradients = [.. Samples.Calibration.Windows.Where(w => w.Length > 1).Select(w => Gradient(weights, w))];
        for (int b = 0; b < 2; b++)
        {
            var shape = model.ShapeOf(b);
            for (int c = 0; c < 40; c++)
                Same(Lines(b, [("mlp.gate_proj", [c], true), ("mlp.up_proj", [c], true), ("mlp.down_proj", [c], false)]), scores[b].Channel(c));
            for (int k = 0; k < 2; k++)
            {
                int[] queries = [.. Enumerable.Range(12 * k, 12)], keys = [.. Enumerable.Range(6 * k, 6)];
                var group = Lines(b, [("self_attn.q_proj", queries, true), ("self_attn.k_proj", keys, true), ("self_attn.v_proj", keys, true), ("self_attn.o_proj", queries, false)]);
                Same(group, scores[b].Head(shape, [2 * k, 2 * k + 1], HeadUnit.KeyValue));
                int[] head = queries[..6];
                Same(Lines(b, [("self_attn.q_proj", head, true), ("self_attn.o_proj", head, false)]), scores[b].Head(shape, [2 * k], HeadUnit.Query));
            }
        }

        double Lines(int block, (string Layer, int[] Lines, bool Rows)[] parts) => parts.Sum(part => part.Lines.Sum(line =>
        {
            var tensor = weights.Tensors.Single(t => t.Name == $"model.layers.{block}.{part.Layer}.weight");
            int[] elements = part.Rows
                ? [.. Enumerable.Range(line * tensor.Columns, tensor.Columns)]
                : [.. Enumerable.Range(0, tensor.Rows).Select(r => r * tensor.Columns + line)];
            double[] terms = [.. elements.Select(e => Term(weights.Values[tensor.Offset + e], [.. gradients.Select(g => g[tensor.Offset + e])]))];
            return importance == TaylorImportance.Vector ? Math.Abs(terms.Sum()) : terms.Sum(Math.Abs);
        }));

        double Term(double w, float[] windows)
        {
            double mean = windows.Average(g => (double)g), square = windows.Average(g => (double)g * g);
            return importance switch { TaylorImportance.Second => w * w * square, TaylorImportance.Mix => w * mean - w * w * square / 2, _ => w * mean };
        }

        static void Same(double expected, double actual) => Assert.AreEqual(expected, actual, 1e-4 * expected);
    }

    [TestMethod]
    [DataRow("heads=keyValue, ratio=0.5", 2, 1, 20), DataRow("heads=query, ratio=0.25", 3, 2, 30), DataRow("heads=none, ratio=0.3", 4, 2, 28), DataRow("ratio=0.99", 2, 1, 1)]
    public void Every_block_keeps_so_many_and_the_smaller_model_is_the_masked_one(string parameters, int heads, int shared, int channels)
    {
        var model = Samples.Model();
        var step = Recipe.Parse($"pruneStructured(llmpruner, {parameters})").Steps[0];
        var outcome = step.Apply(model.Decoder, Context);
        foreach (var shape in outcome.Model.Shape.Blocks)
        {
            Assert.AreEqual((heads, channels), (shape.HeadCount, shape.FeedForwardSize));
            Assert.IsTrue(shape.KeyValueHeadCount <= shared);
        }
        Layers.AssertSameBits(Samples.Hidden(Cut.Masked(model.Decoder, outcome)), Samples.Hidden(outcome.Model));
    }

    [TestMethod]
    [DataRow("llmpruner"), DataRow("flap")]
    public void Where_sums_are_cut_elsewhere_the_smaller_model_is_the_masked_one_but_for_rounding(string method)
    {
        var model = Samples.Model(Samples.Spec(3) with { FeedForwardSize = 3 * Gemm.SliceLength }).Decoder;
        var outcome = Recipe.Parse($"pruneStructured({method}, ratio=0.4)").Steps[0].Apply(model, Context);
        Cut.AssertNear(Samples.Hidden(Cut.Masked(model, outcome)), Samples.Hidden(outcome.Model), 1e-6);
    }

    [TestMethod]
    [DataRow("ratio=0.2", true), DataRow("ratio=0.5", true), DataRow("ratio=0.99, skipFirst=2", true), DataRow("ratio=0.3, heads=none", true), DataRow("ratio=0.6, heads=query", false)]
    public void The_size_is_forecast(string parameters, bool exactly)
    {
        string recipe = $"pruneStructured(llmpruner, {parameters})";
        var model = Samples.Model();
        long forecast = new SizeForecast(model.Decoder).Bytes(Recipe.Parse(recipe)), found = Samples.Apply(recipe, model).Size.Bytes;
        if (exactly) Assert.AreEqual(found, forecast);
        else Assert.IsLessThanOrEqualTo(forecast, found);
    }

    [TestMethod]
    public void The_least_important_group_goes_and_groups_of_zeros_go_first_without_loss()
    {
        var model = Samples.Model();
        for (int b = 0; b < 5; b++)
        {
            foreach (var role in (LinearRole[])[LinearRole.Gate, LinearRole.Up])
            {
                var weights = model.Decoder.Blocks[b][role].ToMatrix();
                for (int c = 0; c < 40; c += 2) weights.Row(c).Clear();
                model = Cut.Replace(model, b, role, weights);
            }
            var down = model.Decoder.Blocks[b][LinearRole.Down].ToMatrix();
            for (int r = 0; r < 24; r++)
                for (int c = 0; c < 40; c += 2) down[r, c] = 0;
            model = Cut.Replace(model, b, LinearRole.Down, down);
        }
        var smaller = Samples.Apply("pruneStructured(llmpruner, ratio=0.5, heads=none)", model).Model.Decoder;
        Assert.AreEqual(20, smaller.Spec.FeedForwardSize);
        Layers.AssertSameBits(Samples.Hidden(model.Decoder), Samples.Hidden(smaller));
    }

    [TestMethod]
    public void Skipped_blocks_are_shared()
    {
        var model = Samples.Model();
        var smaller = Samples.Apply("pruneStructured(llmpruner, skipFirst=1, skipLast=2)", model).Model.Decoder;
        foreach (int b in (int[])[1, 2]) Assert.AreEqual(30, smaller.ShapeOf(b).FeedForwardSize);
        foreach (int b in (int[])[0, 3, 4]) Assert.AreSame(model.Decoder.Blocks[b], smaller.Blocks[b]);
        Assert.AreEqual(
            "pruneStructured(llmpruner, ratio=0.25, skipFirst=3, skipLast=2): expected some of the 5 blocks to prune, found none: skipFirst=3 and skipLast=2 skip all",
            Samples.ErrorOf("pruneStructured(llmpruner, skipFirst=3, skipLast=2)"));
    }

    [TestMethod]
    [DataRow("mix"), DataRow("vector")]
    public void One_thread_and_three_give_the_same_model(string importance)
    {
        string recipe = $"pruneStructured(llmpruner, ratio=0.5, importance={importance})";
        Cut.AssertSameBits(Samples.Apply(recipe, threads: 1).Model.Decoder, Samples.Apply(recipe, threads: 3).Model.Decoder);
    }

    [TestMethod]
    public void Gradients_of_a_model_that_lost_structure_are_those_of_the_masked_one()
    {
        var model = Samples.Model().Decoder;
        var outcome = Recipe.Parse("pruneStructured(flap, ratio=0.4)").Steps[0].Apply(model, Context);
        var masked = Cut.Masked(model, outcome);
        int[] window = Samples.Calibration.Windows[0];
        DecoderParameters small = DecoderParameters.From(outcome.Model), large = DecoderParameters.From(masked);
        float[] actual = Gradient(small, window), expected = Gradient(large, window);
        for (int b = 0; b < 5; b++)
        {
            var kept = outcome.Kept!.Blocks[b];
            Compare(b, "self_attn.q_proj", kept.Queries, null);
            Compare(b, "mlp.down_proj", null, kept.Channels);
            Compare(b, "mlp.gate_proj", kept.Channels, null);
            Compare(b, "self_attn.k_proj", kept.Keys, null);
        }

        void Compare(int block, string layer, int[]? rows, int[]? columns)
        {
            string name = $"model.layers.{block}.{layer}.weight";
            ParameterTensor from = large.Tensors.Single(t => t.Name == name), to = small.Tensors.Single(t => t.Name == name);
            for (int r = 0; r < to.Rows; r++)
                for (int c = 0; c < to.Columns; c++)
                    Assert.AreEqual(expected[from.Offset + (rows?[r] ?? r) * from.Columns + (columns?[c] ?? c)], actual[to.Offset + r * to.Columns + c], 1e-4, $"{name} [{r}, {c}]");
        }
    }

    [TestMethod]
    public void On_stories260K_it_loses_less_than_removing_groups_of_any_index()
    {
        var model = ReferenceModel.Load().Decoder;
        double taylor = ReferenceModel.Perplexity(ReferenceModel.Apply("pruneStructured(llmpruner, ratio=0.25)").Model.Decoder);
        BlockSelection[] first = [.. model.Shape.Blocks.Select(shape => new BlockSelection(
            [.. Enumerable.Range(0, 8).Select(h => h >= 2)], [.. Enumerable.Range(0, 172).Select(c => c >= 43)]))];
        Assert.IsLessThan(ReferenceModel.Perplexity(StructureCut.Apply(model, first).Model), taylor);
    }

    private static float[] Gradient(DecoderParameters weights, int[] window)
    {
        var gradients = new DecoderGradients(weights.Shape);
        new GradientRunner(weights, WorkerPool.Shared).Accumulate(new([window]), gradients);
        return gradients.Values.ToArray();
    }
}
