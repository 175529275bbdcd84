using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications.Pruning.GradientAware;
using MLNetHemorrhage.Modifications.Repair;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Pruning;

[TestClass]
public sealed class GradientAwarePartsTests
{
    [TestMethod]
    public void Counts_keep_their_bounds_and_their_sum()
    {
        var random = new RandomSource(4);
        for (int trial = 0; trial < 200; trial++)
        {
            int layers = 1 + random.NextInt(12);
            long[] most = [.. Enumerable.Range(0, layers).Select(_ => 1L + random.NextInt(3000))];
            long[] least = [.. most.Select(m => (long)random.NextInt((int)m + 1))];
            double[] wanted = [.. most.Select(m => random.NextDouble() * 1.2 * m)];
            long total = least.Sum() + (long)(random.NextDouble() * (most.Sum() - least.Sum()));
            long[] counts = LayerCounts.Fit(wanted, least, most, total);
            Assert.AreEqual(total, counts.Sum());
            for (int l = 0; l < layers; l++) Assert.IsTrue(counts[l] >= least[l] && counts[l] <= most[l]);
        }
    }

    [TestMethod]
    public void Counts_that_fit_stay() =>
        CollectionAssert.AreEqual((long[])[3, 40, 0], LayerCounts.Fit([3, 40, 0], [0, 10, 0], [10, 100, 10], 43));

    /// <summary>Three steps against plain loops over doubles.</summary>
    [TestMethod]
    public void Steps_are_those_of_plain_loops()
    {
        const int rows = 7, columns = 70;
        var weights = Matrices.Random(rows, columns, 1);
        for (int i = 0; i < weights.Values.Length; i += 3) weights.Values[i] = 0;
        double[] expected = [.. weights.Values.ToArray().Select(w => (double)w)];
        double[] rowMeans = new double[rows], columnMeans = new double[columns];
        var moments = new FactoredMoments(rows, columns);
        for (int step = 1; step <= 3; step++)
        {
            var gradient = Matrices.Random(rows, columns, (ulong)(10 + step));
            moments.Step(weights.View, gradient.View, 0.05, step, WorkerPool.Shared);
            PlainStep(expected, [.. gradient.Values.ToArray().Select(g => (double)g)], rowMeans, columnMeans, step);
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], weights.Values[i], 1e-5, $"step {step}, weight {i}");
        }
        for (int i = 0; i < expected.Length; i += 3) Assert.AreEqual(0, weights.Values[i]);
    }

    [TestMethod]
    public void Steps_report_the_slope_they_follow()
    {
        var weights = Matrices.Random(9, 20, 1);
        var gradient = Matrices.Random(9, 20, 2);
        float[] before = weights.Values.ToArray();
        double slope = new FactoredMoments(9, 20).Step(weights.View, gradient.View, 0.25, 1, WorkerPool.Shared);
        double fall = 0;
        for (int i = 0; i < before.Length; i++) fall += (before[i] - (double)weights.Values[i]) * gradient.Values[i];
        Assert.AreEqual(fall / 0.25, slope, 1e-4 * slope);
    }

    /// <summary>The first step has no slope to go by; after it, a loss of zero leaves nothing to gain.</summary>
    [TestMethod]
    public void Steps_end_where_the_divergence_does()
    {
        var spec = RandomDecoder.Spec() with { BlockCount = 1 };
        BlockMemory weights = new(spec), gradients = new(spec);
        weights.Load(RandomDecoder.Parameters(spec).ToModel().Blocks[0]);
        gradients.Load(RandomDecoder.Parameters(spec, seed: 2).ToModel().Blocks[0]);
        var update = new SurvivorUpdate(RandomDecoder.Parameters(spec).ToModel().Shape, [weights], WorkerPool.Shared);
        double first = Moved(1), none = Moved(0), some = Moved(1e-3), all = Moved(1e9);
        Assert.IsTrue(first > 0 && all > some && some > 0);
        Assert.AreEqual(0, none);

        double Moved(double loss)
        {
            float[] before = weights[LinearRole.Query].Row(0).ToArray();
            update.Limit.Begin(0.01);
            ((IBlockGradientReader)update).Begin(loss);
            ((IBlockGradientReader)update).Take(0, gradients.Tensors);
            return before.Zip(weights[LinearRole.Query].Row(0).ToArray(), (a, b) => Math.Abs(a - (double)b)).Sum();
        }
    }

    private static void PlainStep(double[] weights, double[] gradient, double[] rowMeans, double[] columnMeans, int step)
    {
        int columns = columnMeans.Length;
        int[] kept = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] != 0)];
        double share = 1 - Math.Min(0.95, 1 - Math.Pow(step, -0.8));
        for (int r = 0; r < rowMeans.Length; r++) rowMeans[r] += (kept.Where(i => i / columns == r).Average(i => gradient[i] * gradient[i]) - rowMeans[r]) * share;
        for (int c = 0; c < columns; c++) columnMeans[c] += (kept.Where(i => i % columns == c).Average(i => gradient[i] * gradient[i]) - columnMeans[c]) * share;
        double mean = rowMeans.Average();
        double Direction(int i) => gradient[i] / Math.Sqrt(rowMeans[i / columns] * columnMeans[i % columns] / mean);
        double length = Math.Sqrt(kept.Average(i => Direction(i) * Direction(i))), size = Math.Sqrt(kept.Average(i => weights[i] * weights[i]));
        foreach (int i in kept) weights[i] -= 0.05 * size * Direction(i) / Math.Max(1, length);
    }
}
