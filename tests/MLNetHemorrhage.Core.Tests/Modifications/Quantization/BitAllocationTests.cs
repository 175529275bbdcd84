using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Quantization.Allocation;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

[TestClass]
public sealed class BitAllocationTests
{
    private static readonly CalibrationSet Calibration = new(RandomDecoder.Windows(RandomDecoder.Spec(), 30, 5, 17));

    [TestMethod]
    [DataRow("quantize(rtn, averageBits=4, group=8, scales=f16)", 4), DataRow("quantize(gptq, averageBits=5.5, group=8, scales=f16, symmetric=false)", 5.5), DataRow("quantize(rtn, averageBits=7.3)", 7.3)]
    public void True_bits_come_close_to_the_average_and_never_exceed_it(string recipe, double average)
    {
        var result = Apply(recipe);
        Assert.IsLessThanOrEqualTo(average, result.TargetedSize.BitsPerWeight);
        Assert.IsGreaterThan(average - 0.7, result.TargetedSize.BitsPerWeight);
    }

    [TestMethod]
    public void Pruned_layers_take_the_bytes_that_their_zeros_save()
    {
        var result = Apply("prune(magnitude, sparsity=0.8) + quantize(rtn, averageBits=3.5)");
        Assert.IsLessThanOrEqualTo(3.5, result.TargetedSize.BitsPerWeight);
        Assert.IsGreaterThan(0.79, result.TargetedSize.Sparsity);
    }

    [TestMethod]
    public void Threads_do_not_matter()
    {
        using var three = new WorkerPool(3);
        var (one, other) = (Apply("quantize(gptq, averageBits=5)", new WorkerPool(1)), Apply("quantize(gptq, averageBits=5)", three));
        CollectionAssert.AreEqual(one.Steps[0].Layers.Select(l => l.Format).ToArray(), other.Steps[0].Layers.Select(l => l.Format).ToArray());
    }

    [TestMethod]
    public void Steps_up_that_save_most_for_their_bytes_are_best_where_layers_are_alike()
    {
        var random = new RandomSource(4);
        for (int trial = 0; trial < 50; trial++)
        {
            // Equal sizes and losses that fall ever more slowly: taking steps one by one is exact then.
            BitChoice[] layers = [.. Enumerable.Range(0, 4).Select(_ =>
            {
                double loss = random.NextDouble(), shrinking = 0.2 + 0.4 * random.NextDouble();
                return new BitChoice([loss, loss * shrinking, loss * shrinking * shrinking], [10, 20, 30]);
            })];
            long bytes = 40 + random.NextInt(90);
            int[] chosen = BitChoices.Within(bytes, layers)!;
            Assert.IsLessThanOrEqualTo(bytes, layers.Select((l, i) => l.Bytes[chosen[i]]).Sum());
            double best = Every(layers).Where(c => layers.Select((l, i) => l.Bytes[c[i]]).Sum() <= bytes).Min(c => Loss(layers, c));
            Assert.AreEqual(best, Loss(layers, chosen), 1e-12);
        }
        Assert.IsNull(BitChoices.Within(39, [new([1, 0], [40, 50])]));
    }

    [TestMethod]
    public void Mixed_bits_lose_no_more_than_equal_ones_of_the_same_size()
    {
        var mixed = ReferenceModel.Apply("quantize(rtn, averageBits=5.16, group=32, symmetric=false)");
        Assert.IsLessThanOrEqualTo(5.16, mixed.TargetedSize.BitsPerWeight);
        Assert.IsLessThan(3.8255317, ReferenceModel.Perplexity(mixed.Model.Decoder)); // of 4 bits everywhere, which take 5.158
    }

    [TestMethod]
    [DataRow("quantize(rtn, averageBits=2.1, group=8)", "quantize(rtn): averageBits must be at least 6")]
    public void Averages_that_no_bits_reach_are_refused(string recipe, string message) =>
        StringAssert.StartsWith(Assert.ThrowsExactly<HemorrhageException>(() => Apply(recipe)).Message, message, StringComparison.Ordinal);

    [TestMethod]
    [DataRow("quantize(rtn, averageBits=1.5)", "averageBits must be between 2 and 9, found 1.5"), DataRow("quantize(gptq, bits=3, averageBits=3.5)", "bits=3 cannot be chosen beside averageBits")]
    [DataRow("quantize(gptq, averageBits=3.5, bits=4)", "bits=4 cannot be chosen beside averageBits")]
    [DataRow("quantize(rtn, averageBits=4, targets=all)", "targets must be blocks beside averageBits, found all")]
    public void Contradictions_are_refused(string recipe, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => Recipe.Parse(recipe)).Message, message, StringComparison.Ordinal);

    [TestMethod]
    public void The_average_is_what_thresholds_see()
    {
        var step = Recipe.Parse("quantize(gptq, averageBits=3.5, group=32)").Steps[0];
        Assert.AreEqual("quantize(gptq, group=32, averageBits=3.5)", step.ToString());
        Assert.AreEqual((double?)3.5, step.Method.Facts(step).Value);
        Assert.IsTrue(Recipe.Parse("quantize(rtn, averageBits=3.5)").NeedsCalibration);
    }

    private static double Loss(BitChoice[] layers, int[] chosen) => layers.Select((l, i) => l.Losses[chosen[i]]).Sum();

    private static IEnumerable<int[]> Every(BitChoice[] layers) => Enumerable.Range(0, (int)Math.Pow(3, layers.Length)).Select(n => layers.Select((_, i) => n / (int)Math.Pow(3, i) % 3).ToArray());

    private static RecipeResult Apply(string recipe, WorkerPool? pool = null) => RecipeRunner.Apply(
        new("random", RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel(), new LetterTokenizer()), Recipe.Parse(recipe), Calibration, new() { Pool = pool ?? WorkerPool.Shared });
}
