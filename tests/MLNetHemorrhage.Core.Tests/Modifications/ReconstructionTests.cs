using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>Methods that correct the weights that stay, against double precision.</summary>
[TestClass]
public sealed class ReconstructionTests
{
    [TestMethod]
    [DataRow("prune(sparsegpt, sparsity=0.5, block=8)", 6)]
    [DataRow("prune(sparsegpt)", 6)]
    [DataRow("prune(sparsegpt, sparsity=0.7)", 12)]
    [DataRow("prune(sparsegpt, pattern=2:4)", 6)]
    [DataRow("prune(admm, sparsity=0.5)", 6)]
    public void Corrected_weights_beat_plain_zeroing_with_the_same_mask_on_every_problem(string recipe, int rows)
    {
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var weights = Matrices.Random(rows, 24, seed);
            var inputs = Correlated(60, 24, seed + 1000);
            var problem = new LeastSquares(weights, inputs);
            var pruned = Layers.Modify((LayerModification)Recipe.Parse(recipe).Steps[0], new DenseWeights(weights), inputs).ToMatrix();
            double loss = problem.Loss(pruned), zeroed = problem.Loss(Zeroed(weights, pruned)), least = problem.LeastLoss(pruned);
            Assert.IsLessThan(zeroed, loss, $"problem {seed}");
            Assert.IsGreaterThanOrEqualTo(least * (1 - 1e-5), loss, $"problem {seed}");
        }
    }

    [TestMethod]
    public void Undamped_admm_with_a_fixed_mask_is_least_squares()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var weights = Matrices.Random(8, 40, seed);
            var inputs = Correlated(400, 40, seed + 1000);
            var problem = new LeastSquares(weights, inputs);
            var fitted = Matrices.Copy(weights.View);
            var removed = Layers.Modify(new WandaPruning(), new DenseWeights(weights), inputs).ToMatrix();
            AdmmSolver.Fit(Layer(weights, inputs), fitted, PruningMask.OfZeros(removed, WorkerPool.Shared), damping: 0, iterations: 200);
            for (int i = 0; i < removed.Values.Length; i++) Assert.AreEqual(removed.Values[i] == 0, fitted.Values[i] == 0);
            double least = problem.LeastLoss(removed);
            Assert.AreEqual(least, problem.Loss(fitted), 1e-4 * least, $"problem {seed}");
        }
    }

    [TestMethod]
    public void Sparsegpt_with_one_block_and_a_given_mask_is_the_published_loop_in_double_precision()
    {
        var weights = Matrices.Random(5, 30, 1);
        var inputs = Correlated(100, 30, 2);
        var removed = Layers.Modify(new WandaPruning { Sparsity = 0.6 }, new DenseWeights(weights), inputs).ToMatrix();
        var layer = Layer(weights, inputs);
        double[,] upper = Upper(layer.Statistic<InputGram>().Inverse(0.01, layer));
        foreach (int block in (int[])[1, 7, 30, 128])
        {
            var corrected = Matrices.Copy(weights.View);
            new SparseGptSolver(layer, corrected, 0.01) { Block = block }.Remove(PruningMask.OfZeros(removed, WorkerPool.Shared));
            for (int r = 0; r < 5; r++)
            {
                double[] row = [.. weights.Row(r).ToArray().Select(w => (double)w)];
                for (int i = 0; i < 30; i++)
                {
                    if (removed[r, i] != 0) continue;
                    double error = row[i] / upper[i, i];
                    for (int j = i; j < 30; j++) row[j] -= error * upper[i, j];
                }
                for (int j = 0; j < 30; j++) Assert.AreEqual(removed[r, j] == 0 ? 0 : row[j], corrected[r, j], 1e-5, $"block {block}, [{r}, {j}]");
            }
        }
    }

    [TestMethod]
    [DataRow("prune(sparsegpt, sparsity=0)"), DataRow("prune(admm, sparsity=0, damping=0)")]
    public void Nothing_removed_changes_nothing(string recipe)
    {
        var weights = Matrices.Random(6, 24, 1);
        var pruned = Layers.Modify((LayerModification)Recipe.Parse(recipe).Steps[0], new DenseWeights(weights), Correlated(60, 24, 2)).ToMatrix();
        for (int i = 0; i < weights.Values.Length; i++) Assert.AreEqual(weights.Values[i], pruned.Values[i], 1e-4);
    }

    [TestMethod]
    public void A_singular_gram_matrix_is_damped_further_and_the_report_says_so()
    {
        var weights = Matrices.Random(6, 24, 1);
        var inputs = Matrices.Random(60, 24, 2);
        for (int t = 0; t < 60; t++) inputs.Row(t)[..12].CopyTo(inputs.Row(t)[12..]);
        var layer = Layer(weights, inputs);
        var pruned = new SparseGptPruning { Damping = 0 }.Modify(layer).ToMatrix();
        foreach (float w in pruned.Values) Assert.IsTrue(float.IsFinite(w));
        Assert.AreEqual(72, pruned.Values.Count(0f));
        CollectionAssert.AreEqual((string[])["the Gram matrix of the inputs is singular with damping=0; it was damped by 0.01"], layer.Notes);

        var usual = Layer(weights, inputs);
        new SparseGptPruning().Modify(usual);
        Assert.IsEmpty(usual.Notes);
    }

    [TestMethod]
    [DataRow("prune(sparsegpt)"), DataRow("prune(admm)"), DataRow("prune(dsnot)")]
    public void Work_on_a_layer_can_be_stopped(string recipe)
    {
        var weights = Matrices.Random(6, 24, 1);
        var inputs = Correlated(60, 24, 2);
        var step = (LayerModification)Recipe.Parse(recipe).Steps[0];
        var statistics = step.NewStatistics(24, [new int[60]]);
        foreach (var statistic in statistics) statistic.Add(inputs.View, WorkerPool.Shared);
        GC.KeepAlive(inputs);
        var layer = new LayerToModify(LayerName.Head, new DenseWeights(weights), statistics, WorkerPool.Shared) { Cancellation = new(canceled: true) };
        Assert.ThrowsExactly<OperationCanceledException>(() => step.Modify(layer));
    }

    /// <summary>Inputs that share a common part and differ in size.</summary>
    internal static Matrix Correlated(int tokens, int columns, ulong seed)
    {
        var inputs = Matrices.Random(tokens, columns, seed);
        for (int t = 0; t < tokens; t++)
            for (int c = 1; c < columns; c++) inputs[t, c] = (inputs[t, c] + 0.6f * inputs[t, c - 1]) * (c % 5 == 0 ? 3 : 1);
        return inputs;
    }

    private static LayerToModify Layer(Matrix weights, Matrix inputs)
    {
        var gram = new InputGram(weights.Columns);
        gram.Add(inputs.View, WorkerPool.Shared);
        return new(LayerName.Linear(0, LinearRole.Down), new DenseWeights(weights), [gram], WorkerPool.Shared);
    }

    private static double[,] Upper(Matrix inverse)
    {
        var upper = new double[inverse.Rows, inverse.Rows];
        for (int i = 0; i < inverse.Rows; i++)
            for (int j = i; j < inverse.Rows; j++) upper[i, j] = inverse[j, i];
        return upper;
    }

    private static Matrix Zeroed(Matrix weights, Matrix mask)
    {
        var zeroed = Matrices.Copy(weights.View);
        for (int i = 0; i < zeroed.Values.Length; i++)
            if (mask.Values[i] == 0) zeroed.Values[i] = 0;
        return zeroed;
    }
}
