using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class PruningTests
{
    private static readonly double[] Sparsities = [0, 0.001, 0.1, 0.25, 1.0 / 3, 0.5, 0.7, 0.95, 0.999, 0.9999999];

    [TestMethod]
    public void Magnitude_removes_the_smallest_of_the_matrix()
    {
        var weights = WithTies(13, 37);
        foreach (double sparsity in Sparsities)
        {
            var expected = Smallest(weights, (r, c) => Math.Abs(weights[r, c]), _ => 0, _ => (int)Math.Round(13 * 37 * sparsity));
            AssertZeros(expected, Layers.Modify(new MagnitudePruning { Sparsity = sparsity }, new DenseWeights(weights)), weights);
        }
    }

    [TestMethod]
    public void Wanda_removes_the_smallest_scores_of_each_row()
    {
        var weights = WithTies(13, 37);
        var inputs = Matrices.Random(50, 37, 3);
        foreach (double sparsity in Sparsities)
        {
            var expected = Smallest(weights, (r, c) => Math.Abs(weights[r, c]) * Norm(inputs, c), r => r, r => RowShare.Of(r, 37, sparsity));
            AssertZeros(expected, Layers.Modify(new WandaPruning { Sparsity = sparsity }, new DenseWeights(weights), inputs), weights);
        }
    }

    [TestMethod]
    public void Wanda_with_equal_norms_is_magnitude_by_row()
    {
        var weights = WithTies(13, 37);
        var inputs = new Matrix(3, 37);
        inputs.Values.Fill(0.3f);
        foreach (double sparsity in Sparsities)
        {
            var wanda = Layers.Modify(new WandaPruning { Sparsity = sparsity }, new DenseWeights(weights), inputs);
            var magnitude = Layers.Modify(new MagnitudePruning { Sparsity = sparsity, Scope = PruningScope.Row }, new DenseWeights(weights));
            Layers.AssertSameBits(magnitude.ToMatrix(), wanda.ToMatrix());
        }
    }

    [TestMethod]
    public void Exactly_the_asked_share_is_removed_by_every_method()
    {
        foreach (int rows in (int[])[1, 5, 16])
            foreach (int columns in (int[])[1, 10, 43])
            {
                var weights = Matrices.Random(rows, columns, 2);
                var inputs = Matrices.Random(20, columns, 3);
                for (int percent = 0; percent < 100; percent++)
                {
                    double sparsity = percent / 100.0;
                    long expected = (long)Math.Round((double)rows * columns * sparsity);
                    foreach (var step in (LayerModification[])[new WandaPruning { Sparsity = sparsity }, new MagnitudePruning { Sparsity = sparsity },
                        new MagnitudePruning { Sparsity = sparsity, Scope = PruningScope.Row }])
                        Assert.AreEqual(expected, Layers.Modify(step, new DenseWeights(weights), inputs).ZeroCount, $"{step} of [{rows}, {columns}]");
                }
            }
    }

    [TestMethod]
    public void Rows_lose_the_published_count_where_it_is_whole_and_differ_by_one_at_most_elsewhere()
    {
        for (int columns = 1; columns <= 40; columns++)
            for (int removed = 0; removed <= columns; removed++)
                for (int row = 0; row < 50; row++) Assert.AreEqual(removed, RowShare.Of(row, columns, (double)removed / columns));
        int[] shares = [.. Enumerable.Range(0, 200).Select(r => RowShare.Of(r, 64, 0.7))];
        Assert.AreEqual(44, shares.Min());
        Assert.AreEqual(45, shares.Max());
    }

    [TestMethod]
    public void Pruning_again_changes_nothing()
    {
        var inputs = Matrices.Random(50, 37, 3);
        for (int t = 0; t < 50; t++) inputs.Row(t)[..9].Clear(); // inputs that never fire, whose weights all have score 0
        foreach (var step in (LayerModification[])[new WandaPruning(), new WandaPruning { Sparsity = 0.2 }, new MagnitudePruning(), new MagnitudePruning { Scope = PruningScope.Row }])
        {
            var once = Layers.Modify(step, new DenseWeights(WithTies(13, 37)), inputs);
            var twice = Layers.Modify(step, once, inputs);
            Layers.AssertSameBits(once.ToMatrix(), twice.ToMatrix());
            Assert.AreEqual(once.ByteSize, twice.ByteSize);
        }
    }

    [TestMethod]
    [DataRow(ElementType.Float32), DataRow(ElementType.BFloat16), DataRow(ElementType.Float16)]
    public void Pruned_weights_keep_their_type_and_are_sparse_only_where_that_is_smaller(ElementType type)
    {
        var weights = Layers.Dense(Matrices.Random(64, 64, 1), type);
        var half = Layers.Modify(new MagnitudePruning(), weights);
        Assert.AreEqual($"sparse {type.Name()}", half.Format);
        Assert.AreEqual(2048 * type.Size() + 512 + 256, half.ByteSize);
        var few = Layers.Modify(new MagnitudePruning { Sparsity = 0.01 }, weights);
        Assert.AreEqual(type.Name(), few.Format);
        Assert.AreEqual(41, few.ZeroCount);
    }

    [TestMethod]
    public void Quantized_weights_stay_on_their_grid()
    {
        var quantized = Layers.Modify(new RoundToNearest { Symmetric = false }, new DenseWeights(Matrices.Random(16, 40, 1)));
        var pruned = Layers.Modify(new MagnitudePruning { Sparsity = 0.75 }, quantized);
        Assert.AreEqual("sparse int4 asymmetric", pruned.Format);
        Assert.IsGreaterThanOrEqualTo(480, pruned.ZeroCount);
        var (before, after) = (quantized.ToMatrix(), pruned.ToMatrix());
        for (int i = 0; i < 640; i++) Assert.IsTrue(after.Values[i] == 0 || after.Values[i] == before.Values[i]);
    }

    [TestMethod]
    [DataRow(float.NaN, "NaN"), DataRow(float.NegativeInfinity, "-Infinity")]
    public void Weights_that_are_not_finite_are_refused(float bad, string found)
    {
        var weights = Matrices.Random(4, 6, 1);
        weights[2, 5] = bad;
        foreach (var step in (LayerModification[])[new MagnitudePruning(), new WandaPruning(), new RoundToNearest()])
            Assert.AreEqual($"block 0 down: weight [2, 5] must be finite, found {found}",
                Assert.ThrowsExactly<HemorrhageException>(() => Layers.Modify(step, new DenseWeights(weights), new Matrix(1, 6))).Message);
    }

    [TestMethod]
    public void Every_method_is_the_same_for_any_number_of_threads()
    {
        var weights = Matrices.Random(37, 90, 1);
        var inputs = ReconstructionTests.Correlated(300, 90, 2);
        foreach (string recipe in EveryMethod)
        {
            var step = (LayerModification)Recipe.Parse(recipe).Steps[0];
            Matrix? first = null;
            foreach (int threads in (int[])[1, 2, 5])
            {
                using var pool = new WorkerPool(threads);
                var pruned = Layers.Modify(step, new DenseWeights(weights), inputs, pool).ToMatrix();
                first ??= pruned;
                Matrices.AssertSameBits(first, pruned, $"{recipe}, {threads} threads");
            }
        }
    }

    [TestMethod]
    public void Every_method_removes_exactly_its_share_or_pattern_and_keeps_earlier_zeros()
    {
        var weights = Matrices.Random(12, 42, 1);
        var inputs = ReconstructionTests.Correlated(300, 42, 2);
        foreach (string recipe in EveryMethod)
        {
            var step = (PruningStep)Recipe.Parse(recipe).Steps[0];
            var pruned = Layers.Modify(step, new DenseWeights(weights), inputs).ToMatrix();
            if (step.Pattern is null) Assert.AreEqual((int)Math.Round(12 * 42 * step.Sparsity), pruned.Values.Count(0f), recipe);
            else
                for (int r = 0; r < 12; r++)
                    for (int c = 0; c < 42; c += step.Pattern.Group)
                        Assert.AreEqual(step.Pattern.RemovedOf(Math.Min(step.Pattern.Group, 42 - c)), pruned.Row(r)[c..Math.Min(42, c + step.Pattern.Group)].Count(0f), recipe);

            var sparse = Layers.Modify(new MagnitudePruning { Sparsity = 0.2, Scope = PruningScope.Row }, new DenseWeights(weights));
            var (before, after) = (sparse.ToMatrix(), Layers.Modify(step, sparse, inputs).ToMatrix());
            for (int i = 0; i < before.Values.Length; i++)
                if (before.Values[i] == 0) Assert.AreEqual(0f, after.Values[i], recipe);
        }
    }

    [TestMethod]
    public void Rows_and_inputs_of_zeros_are_no_obstacle()
    {
        var weights = Matrices.Random(6, 20, 1);
        weights.Row(2).Clear();
        for (int r = 0; r < 6; r++) weights[r, 5] = 0;
        var inputs = ReconstructionTests.Correlated(50, 20, 2);
        for (int t = 0; t < 50; t++) (inputs[t, 7], inputs[t, 8]) = (0, 0);
        foreach (string recipe in EveryMethod)
            foreach (var seen in (Matrix[])[inputs, new(50, 20)])
            {
                var pruned = Layers.Modify((LayerModification)Recipe.Parse(recipe).Steps[0], new DenseWeights(weights), seen).ToMatrix();
                foreach (float w in pruned.Values) Assert.IsTrue(float.IsFinite(w), recipe);
                Assert.IsFalse(pruned.Row(2).ContainsAnyExcept(0f), recipe);
            }
    }

    [TestMethod]
    public void Inputs_that_are_not_finite_are_refused_with_the_layer_that_sees_them()
    {
        var inputs = Matrices.Random(50, 20, 2);
        inputs[30, 13] = float.NaN;
        foreach (string recipe in EveryMethod.Where(r => Recipe.Parse(r).NeedsCalibration))
            Assert.AreEqual("block 0 down: input 13 is not finite on the calibration text", Assert.ThrowsExactly<HemorrhageException>(() =>
                Layers.Modify((LayerModification)Recipe.Parse(recipe).Steps[0], new DenseWeights(Matrices.Random(6, 20, 1)), inputs)).Message, recipe);
    }

    [TestMethod]
    public void Global_scope_compares_the_weights_of_the_whole_model()
    {
        var model = new LanguageModel("random", RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel(), new LetterTokenizer());
        foreach (string targets in (string[])["blocks", "all"])
        {
            var result = RecipeRunner.Apply(model, Recipe.Parse($"prune(magnitude, sparsity=0.37, scope=global, targets={targets})"));
            var scope = result.Steps[0].Step.Targets;
            float[] before = Values(model.Decoder, scope), after = Values(result.Model.Decoder, scope);
            int[] removed = [.. Enumerable.Range(0, before.Length).OrderBy(i => Math.Abs(before[i])).Take((int)Math.Round(before.Length * 0.37))];
            float[] expected = [.. before];
            foreach (int i in removed) expected[i] = 0;
            CollectionAssert.AreEqual(expected, after);
            Assert.IsGreaterThan(1, result.Steps[0].Layers.Select(l => l.NominalSparsity).Distinct().Count());
            foreach (var layer in result.Steps[0].Layers) Assert.AreEqual(layer.NominalSparsity!.Value, layer.Size.Sparsity, 1e-12);
        }

        static float[] Values(DecoderModel decoder, ModificationTargets targets) => [.. NamedWeights.Of(decoder, targets).SelectMany(w => w.Weights.ToMatrix().Values.ToArray())];
    }

    private static readonly string[] EveryMethod =
    [
        "prune(magnitude, sparsity=0.45)", "prune(magnitude, sparsity=0.45, scope=row)", "prune(magnitude, pattern=3:8)",
        "prune(wanda, sparsity=0.45)", "prune(wanda, pattern=1:4)",
        "prune(sparsegpt, sparsity=0.45, block=16)", "prune(sparsegpt, pattern=3:5, block=16)",
        "prune(ria, sparsity=0.45)", "prune(ria, sparsity=0.45, scope=row)", "prune(ria, pattern=2:4)",
        "prune(admm, sparsity=0.45)", "prune(admm, sparsity=0.45, scope=row)", "prune(admm, pattern=2:4)",
        "prune(dsnot, sparsity=0.45)", "prune(dsnot, pattern=2:4, initial=sparsegpt)",
    ];

    /// <summary>Values on a coarse grid, so that many are equal in size.</summary>
    private static Matrix WithTies(int rows, int columns)
    {
        var matrix = Matrices.Random(rows, columns, 4);
        foreach (ref float value in matrix.Values) value = MathF.Round(value * 4) / 4;
        return matrix;
    }

    private static double Norm(Matrix inputs, int column)
    {
        double sum = 0;
        for (int t = 0; t < inputs.Rows; t++) sum += (double)inputs[t, column] * inputs[t, column];
        return Math.Sqrt(sum);
    }

    /// <summary>By sorting: the smallest scores of every group, of equal ones those that come first.</summary>
    private static HashSet<(int Row, int Column)> Smallest(Matrix weights, Func<int, int, double> score, Func<int, int> groupOf, Func<int, int> count) =>
        [.. Enumerable.Range(0, weights.Rows).SelectMany(r => Enumerable.Range(0, weights.Columns).Select(c => (r, c)))
            .GroupBy(e => groupOf(e.r))
            .SelectMany(g => g.OrderBy(e => score(e.r, e.c)).Take(count(g.Key)))];

    private static void AssertZeros(HashSet<(int Row, int Column)> removed, WeightMatrix pruned, Matrix weights)
    {
        var actual = pruned.ToMatrix();
        for (int r = 0; r < weights.Rows; r++)
            for (int c = 0; c < weights.Columns; c++)
                Assert.AreEqual(removed.Contains((r, c)) ? 0 : weights[r, c], actual[r, c], $"[{r}, {c}]");
    }
}
