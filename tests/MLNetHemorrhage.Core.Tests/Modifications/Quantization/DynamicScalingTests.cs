using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Modifications.Quantization.Awq;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Modifications.Pruning;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

[TestClass]
public sealed class DynamicScalingTests
{
    private static readonly DecoderModel Model = RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel();

    private static readonly int[][] Windows = [.. RandomDecoder.Batch(Model.Spec, 160, 160, 160).Ids.Chunk(20)];

    [TestMethod]
    [DataRow(2, 0)]
    [DataRow(3, 8)]
    public void Diverges_less_than_rounding_and_gptq_on_grids_of_the_same_bits(int bits, int group)
    {
        int[][] windows = RandomDecoder.Windows(Model.Spec, [.. Enumerable.Repeat(160, 24)]);
        DecoderModel learnt = Apply(new DynamicScaling { Bits = bits, Group = group, Epochs = 30 });
        DecoderModel rounded = Apply(new RoundToNearest { Bits = bits, Group = group, Symmetric = false, Clip = GridClip.Mse });
        DecoderModel corrected = Apply(new GptqQuantization { Bits = bits, Group = group, Symmetric = false, Clip = GridClip.Mse });
        Assert.AreEqual(WeightSize.Of(corrected).Bytes, WeightSize.Of(learnt).Bytes);
        double divergence = RandomDecoder.Divergence(Model, learnt), best = Math.Min(RandomDecoder.Divergence(Model, rounded), RandomDecoder.Divergence(Model, corrected));
        Assert.IsTrue(divergence < 0.9 * best, $"{divergence}, others {best}");

        DecoderModel Apply(Modification step) => step.Apply(Model, GradientPruningTests.Context(windows, WorkerPool.Shared)).Model;
    }

    [TestMethod]
    public void Learning_begins_where_gptq_has_put_the_weights()
    {
        // Too slow to change a level.
        var step = new DynamicScaling { Bits = 3, Group = 8, Epochs = 1, Rate = 1e-6, Trials = new() { MovesScales = false } };
        GradientPruningTests.AssertEqual(Apply(step.Fit), Apply(step));
    }

    [TestMethod]
    public void Scale_moves_out_of_inputs_that_round_badly()
    {
        var outliers = Outliers();
        var step = new DynamicScaling { Bits = 4, Symmetric = true, Activations = 5, Epochs = 4 };
        var result = Records(step, out double learnt);
        Records(step with { Trials = new() { MovesInputScales = false } }, out double unmoved);
        Records(new SmoothQuantization { Bits = 4, Activations = 5 }, out double smoothed);
        Assert.IsLessThan(0.9 * Math.Min(unmoved, smoothed), learnt);
        Assert.IsTrue(result[LayerName.Linear(0, LinearRole.Gate)].Notes.Any(n => n.Contains("moved into its weights", StringComparison.Ordinal)));

        Dictionary<LayerName, LayerRecord> Records(Modification tried, out double divergence)
        {
            var context = Context(WorkerPool.Shared);
            var outcome = tried.Apply(outliers, context).Model;
            Assert.IsTrue(outcome.Blocks.All(b => b.Additions.Inputs == BlockInputs.All(new(5))));
            divergence = RandomDecoder.Divergence(outliers, outcome);
            return context.Records;
        }
    }

    [TestMethod]
    public void Gptq_is_kept_where_scales_have_not_learnt_to_be_better()
    {
        var step = new DynamicScaling { Bits = 8, Epochs = 1, Rate = 1 };
        DecoderModel kept = Apply(step), corrected = Apply(step.Fit);
        GradientPruningTests.AssertEqual(corrected, kept);
    }

    [TestMethod]
    public void Weights_that_are_zero_stay_zero()
    {
        var pruned = new MagnitudePruning { Sparsity = 0.5 }.Apply(Model, Context(WorkerPool.Shared)).Model;
        var both = new DynamicScaling { Bits = 3, Group = 8, Epochs = 2 }.Apply(pruned, Context(WorkerPool.Shared)).Model;
        for (int b = 0; b < pruned.Blocks.Count; b++)
        {
            foreach (var role in DecoderBlock.Roles)
            {
                float[] before = [.. pruned.Blocks[b][role].ToMatrix().Values], after = [.. both.Blocks[b][role].ToMatrix().Values];
                Assert.IsTrue(before.Zip(after).All(w => w.First != 0 || w.Second == 0), $"block {b}, {role}");
            }
        }
    }

    [TestMethod]
    public void Scales_in_half_precision_are_those_that_levels_were_chosen_for()
    {
        foreach (var weights in NamedWeights.Of(Apply(new DynamicScaling { Bits = 4, Group = 8, Epochs = 1, Scales = ScaleFormat.F16 }), ModificationTargets.Blocks))
        {
            var stored = (QuantizedWeights)weights.Weights;
            Assert.AreEqual(ElementType.Float16, stored.ScaleType);
            Assert.IsTrue(stored.Scales().All(s => (float)(Half)s == s));
        }
    }

    [TestMethod]
    public void The_number_of_threads_changes_no_bit()
    {
        using var pool = new WorkerPool(3);
        var step = new DynamicScaling { Bits = 3, Group = 8, Epochs = 1 };
        var one = step.Apply(Model, Context(WorkerPool.Shared)).Model;
        var three = step.Apply(Model, Context(pool)).Model;
        GradientPruningTests.AssertEqual(one, three);
    }

    [TestMethod]
    public void The_embedding_is_refused()
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Apply(new DynamicScaling { Targets = ModificationTargets.All }));
        StringAssert.Contains(error.Message, "targets must be blocks");
    }

    // The same function; three inputs of every norm are 50 times as large.
    private static DecoderModel Outliers()
    {
        float[] factors = [.. Enumerable.Range(0, Model.Spec.HiddenSize).Select(j => j % 5 == 1 && j < 15 ? 0.02f : 1)];
        return Model.WithBlocks([.. Model.Blocks.Select(new BlockFolding(factors, null, factors, null).Fold)]);
    }

    private static DecoderModel Apply(Modification step) => step.Apply(Model, Context(WorkerPool.Shared)).Model;

    private static StepContext Context(WorkerPool pool) => GradientPruningTests.Context(Windows, pool);
}
