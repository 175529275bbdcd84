using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifications.Pruning.Allocation;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Robustness.Sweeps;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class LayerAllocationTests
{
    private static readonly CalibrationSet Calibration = new(RandomDecoder.Windows(RandomDecoder.Spec(), 30, 5, 17));

    [TestMethod]
    public void Owl_keeps_the_mean_and_spans_twice_lambda()
    {
        var random = new RandomSource(5);
        for (int trial = 0; trial < 100; trial++)
        {
            double[] outliers = [.. Enumerable.Range(0, 2 + random.NextInt(30)).Select(_ => 10 * random.NextDouble())];
            double sparsity = 0.3 + 0.4 * random.NextDouble(), lambda = 0.15 * random.NextDouble();
            double[] shares = OwlAllocation.Shares(outliers, [.. outliers.Select(_ => 1000L)], sparsity, lambda, SelectionRule.Exact);
            Assert.AreEqual(sparsity, shares.Average(), 1e-14);
            Assert.AreEqual(2 * lambda, shares.Max() - shares.Min(), 1e-14);
            CollectionAssert.AreEqual(outliers.Order().ToArray(), outliers.Zip(shares).OrderByDescending(p => p.Second).Select(p => p.First).ToArray());
            double[] published = OwlAllocation.Shares(outliers, [.. outliers.Select(_ => 1000L)], sparsity, lambda, SelectionRule.Published);
            for (int i = 0; i < shares.Length; i++) Assert.AreEqual(published[i], shares[i], 1e-14);
        }
    }

    [TestMethod]
    [DataRow(0.0), DataRow(0.01), DataRow(0.05), DataRow(0.97), DataRow(0.999)]
    public void Owl_keeps_the_weighted_mean_and_the_limits_at_extreme_sparsities(double sparsity)
    {
        double[] outliers = [1, 3, 2, 7];
        long[] counts = [100, 5000, 300, 1000];
        double[] shares = OwlAllocation.Shares(outliers, counts, sparsity, 0.3, SelectionRule.Exact);
        Assert.AreEqual(sparsity, shares.Zip(counts).Sum(p => p.First * p.Second) / counts.Sum(), 1e-13);
        foreach (double share in shares) Assert.IsTrue(share >= 0 && share <= ShareSolver.Limit(sparsity) && share < 1, $"{share}");
    }

    [TestMethod]
    public void Exact_shares_give_the_exact_total_and_differ_by_less_than_a_weight()
    {
        var random = new RandomSource(6);
        for (int trial = 0; trial < 200; trial++)
        {
            long[] counts = [.. Enumerable.Range(0, 1 + random.NextInt(20)).Select(_ => 1L + random.NextInt(5000))];
            double sparsity = random.NextDouble();
            double[] wanted = ShareSolver.Solve(counts, sparsity, -2, 2, (shift, i) => shift + i * 0.01);
            double[] exact = ExactShares.Of(counts, wanted, sparsity);
            Assert.AreEqual(Math.Round(counts.Sum() * sparsity), counts.Zip(exact).Sum(p => Math.Round(p.First * p.Second)));
            for (int i = 0; i < counts.Length; i++) Assert.IsLessThan(1 + 1e-9, Math.Abs(exact[i] - wanted[i]) * counts[i]);
        }
    }

    [TestMethod]
    public void Sensitivity_has_the_least_sum_of_losses()
    {
        var random = new RandomSource(7);
        for (int trial = 0; trial < 50; trial++)
        {
            int layers = 2 + random.NextInt(10);
            long[] counts = [.. Enumerable.Range(0, layers).Select(_ => 100L + random.NextInt(1000))];
            double[] losses = [.. counts.Select(_ => 0.1 + random.NextDouble())];
            double sparsity = 0.2 + 0.6 * random.NextDouble(), power = 2 + 8 * random.NextDouble();
            double[] shares = SensitivityAllocation.Shares(losses, counts, sparsity, power);
            Assert.AreEqual(sparsity, shares.Zip(counts).Sum(p => p.First * p.Second) / counts.Sum(), 1e-12);
            double least = Sum(shares);
            for (int i = 0; i < 20; i++)
            {
                // Some weights of one layer for as many of another.
                var (from, to, weights) = (random.NextInt(layers), random.NextInt(layers), 20 * random.NextDouble());
                double[] other = [.. shares];
                other[from] -= weights / counts[from];
                other[to] += weights / counts[to];
                if (other[from] >= 0 && other[to] <= ShareSolver.Limit(sparsity)) Assert.IsGreaterThanOrEqualTo(least - 1e-12, Sum(other));
            }

            double Sum(double[] at) => losses.Zip(at).Sum(p => p.First * Math.Pow(p.Second / sparsity, power));
        }
    }

    [TestMethod]
    public void Without_a_difference_sensitivity_is_uniform()
    {
        double[] uniform = [0.3, 0.3, 0.3];
        CollectionAssert.AreEqual(uniform, SensitivityAllocation.Shares([1, 2, 3], [100, 100, 100], 0.3, double.PositiveInfinity));
        CollectionAssert.AreEqual(uniform, SensitivityAllocation.Shares([0, -1, 0], [100, 100, 100], 0.3, 4));
        foreach (double share in SensitivityAllocation.Shares([1, 1, 1], [100, 100, 100], 0.3, 4)) Assert.AreEqual(0.3, share, 1e-14);
    }

    [TestMethod]
    [DataRow("prune(wanda, sparsity=0.5371, allocation=owl)")]
    [DataRow("prune(wanda, sparsity=0.4713, allocation=sensitivity)")]
    [DataRow("prune(magnitude, sparsity=0.3, allocation=sensitivity)")]
    [DataRow("prune(magnitude, sparsity=0.3, allocation=owl, outlier=1.5, lambda=0.25)")]
    [DataRow("prune(magnitude, sparsity=0.07, scope=row, allocation=owl)")]
    [DataRow("prune(sparsegpt, sparsity=0.4713, block=7, allocation=sensitivity)")]
    [DataRow("prune(ria, sparsity=0.4713, allocation=owl)")]
    [DataRow("prune(admm, sparsity=0.4713, allocation=sensitivity)")]
    [DataRow("prune(dsnot, sparsity=0.4713, allocation=owl)")]
    [DataRow("prune(gradient, sparsity=0.4713, allocation=sensitivity)")]
    public void Blocks_together_lose_exactly_the_share_and_each_its_own(string text)
    {
        var step = Apply(text).Steps[0];
        Assert.AreEqual((long)Math.Round(step.TargetedSize.Count * ((PruningStep)step.Step).Sparsity), step.TargetedSize.Zeros);
        foreach (var layer in step.Layers) Assert.AreEqual(layer.NominalSparsity!.Value, layer.Size.Sparsity, 1e-12, layer.Name);
        Assert.IsGreaterThan(1, step.Layers.Select(l => Math.Round(l.Size.Sparsity, 2)).Distinct().Count());
    }

    [TestMethod]
    [DataRow("prune(wanda, sparsity=0.5371, allocation=owl, lambda=0)", "prune(wanda, sparsity=0.5371)")]
    [DataRow("prune(wanda, sparsity=0, allocation=sensitivity)", "prune(wanda, sparsity=0)")]
    public void Without_a_span_the_allocation_is_uniform(string text, string uniform)
    {
        var (expected, actual) = (Apply(uniform), Apply(text));
        foreach (var (a, b) in NamedWeights.Of(expected.Model.Decoder, ModificationTargets.Blocks).Zip(NamedWeights.Of(actual.Model.Decoder, ModificationTargets.Blocks)))
            Layers.AssertSameBits(a.Weights.ToMatrix(), b.Weights.ToMatrix());
    }

    [TestMethod]
    [DataRow("prune(wanda, allocation=owl)"), DataRow("prune(wanda, allocation=sensitivity)")]
    public void One_thread_and_three_give_the_same_bits(string text)
    {
        var (one, three) = (Apply(text, 1), Apply(text, 3));
        foreach (var (a, b) in NamedWeights.Of(one.Model.Decoder, ModificationTargets.Blocks).Zip(NamedWeights.Of(three.Model.Decoder, ModificationTargets.Blocks)))
            Layers.AssertSameBits(a.Weights.ToMatrix(), b.Weights.ToMatrix());
    }

    [TestMethod]
    public void Tables_lose_the_share_of_the_step()
    {
        var step = Apply("prune(magnitude, sparsity=0.4, allocation=owl, targets=all)").Steps[0];
        foreach (var table in step.Layers.Where(l => l.Name is "head" or "embedding"))
            Assert.AreEqual((long)Math.Round(table.Size.Count * 0.4), table.Size.Zeros);
    }

    [TestMethod]
    public void An_allocation_needs_calibration_text_whatever_the_method()
    {
        Assert.IsTrue(Recipe.Parse("prune(magnitude, allocation=owl)").NeedsCalibration);
        Assert.AreEqual("prune(magnitude, sparsity=0.5, allocation=owl): expected calibration text, found none",
            Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(Model(), Recipe.Parse("prune(magnitude, allocation=owl)"))).Message);
    }

    [TestMethod]
    [DataRow("prune(wanda, pattern=2:4, allocation=owl)", "prune(wanda): allocation=owl: pattern=2:4 fixes the sparsity of every layer")]
    [DataRow("prune(magnitude, scope=global, allocation=owl)", "prune(magnitude): allocation=owl: scope=global divides the removed weights by itself")]
    [DataRow("prune(wanda, outlier=4)", "prune(wanda): allocation=uniform: outlier goes with allocation=owl only")]
    [DataRow("prune(magnitude, lambda=0.1)", "prune(magnitude): allocation=uniform: lambda goes with allocation=owl only")]
    [DataRow("prune(wanda, allocation=owl, outlier=0)", "recipe, position 30: prune(wanda): outlier must be above 0, found 0")]
    [DataRow("prune(wanda, allocation=owl, lambda=0.6)", "recipe, position 30: prune(wanda): lambda must be between 0 and 0.5, found 0.6")]
    public void What_does_not_go_together_is_refused(string text, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(() => Recipe.Parse(text)).Message);

    [TestMethod]
    [DataRow("prune(wanda, sparsity=0.5, allocation=owl, outlier=7, lambda=0.1)")]
    [DataRow("prune(magnitude, sparsity=0.25, scope=row, allocation=owl)")]
    [DataRow("prune(wanda, sparsity=0.25, allocation=sensitivity)")]
    public void Options_come_back_from_the_text(string text) => Assert.AreEqual(text, Recipe.Parse(text).ToString());

    [TestMethod]
    [DataRow("owl", 2), DataRow("sensitivity", 7)]
    public void Progress_counts_the_blocks_of_every_pass(string allocation, int passes)
    {
        var seen = new List<(int, int)>();
        Apply($"prune(magnitude, allocation={allocation})", progress: p => seen.Add((p.BlocksDone, p.BlockCount)));
        CollectionAssert.AreEqual(Enumerable.Range(1, 2 * passes).Select(done => (done, 2 * passes)).ToArray(), seen);
    }

    [TestMethod]
    public void Inputs_that_are_not_finite_are_refused_by_name()
    {
        var blocks = Model().Decoder.Blocks.ToArray();
        blocks[1].FeedForwardNorm[3] = float.NaN;
        var broken = Model().With(Model().Decoder.WithBlocks(blocks));
        foreach (string recipe in (string[])["prune(magnitude, allocation=owl)", "prune(wanda, allocation=sensitivity)"])
            Assert.AreEqual("block 1 gate: input 3 is not finite on the calibration text",
                Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(broken, Recipe.Parse(recipe), Calibration)).Message);
        Assert.AreEqual("prune(magnitude, sparsity=0.5, allocation=sensitivity): expected finite predictions on the calibration text, found NaN; the weights are damaged or too large for single precision",
            Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(broken, Recipe.Parse("prune(magnitude, allocation=sensitivity)"), Calibration)).Message);
    }

    private static LanguageModel Model() => new("random", RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel(), new LetterTokenizer());

    private static RecipeResult Apply(string recipe, int threads = 2, Action<RecipeProgress>? progress = null)
    {
        using var pool = new WorkerPool(threads);
        return RecipeRunner.Apply(Model(), Recipe.Parse(recipe), Calibration, new() { Pool = pool, Progress = progress is null ? null : new Reports<RecipeProgress>(progress) });
    }
}
