using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class DsnotTests
{
    [TestMethod]
    [DataRow(DsnotInitial.Wanda), DataRow(DsnotInitial.Magnitude), DataRow(DsnotInitial.Sparsegpt), DataRow(DsnotInitial.Ria)]
    public void Trades_keep_the_zeros_of_every_row_and_bring_its_mean_closer(DsnotInitial initial)
    {
        var (weights, inputs) = Problem();
        var step = new DsnotPruning { Initial = initial, Threshold = 0 };
        Matrix before = Prune(step with { Cycles = 0 }), after = Prune(step);
        int moved = 0;
        for (int r = 0; r < weights.Rows; r++)
        {
            Assert.AreEqual(before.Row(r).Count(0f), after.Row(r).Count(0f), $"row {r}");
            Assert.IsLessThanOrEqualTo(Math.Abs(Error(before, r)), Math.Abs(Error(after, r)));
            if (!before.Row(r).SequenceEqual(after.Row(r))) moved++;
        }
        Assert.IsGreaterThan(weights.Rows / 4, moved);

        Matrix Prune(DsnotPruning with) => Layers.Modify(with, new DenseWeights(weights), inputs).ToMatrix();
        double Error(Matrix pruned, int row) => Enumerable.Range(0, weights.Columns).Where(c => pruned[row, c] == 0).Sum(c => weights[row, c] * Sum(inputs, c));
    }

    [TestMethod]
    [DataRow(true, 50), DataRow(false, 7), DataRow(true, 2)]
    public void Trades_are_those_of_a_plain_search(bool signStop, int cycles)
    {
        var (weights, inputs) = Problem();
        var step = new DsnotPruning { Sparsity = 0.6, SignStop = signStop, Cycles = cycles };
        var actual = Layers.Modify(step, new DenseWeights(weights), inputs).ToMatrix();
        var wanda = Layers.Modify(new WandaPruning { Sparsity = 0.6 }, new DenseWeights(weights), inputs).ToMatrix();
        for (int r = 0; r < weights.Rows; r++)
        {
            int row = r;
            var removed = Enumerable.Range(0, weights.Columns).Where(c => wanda[row, c] == 0).ToHashSet();
            Search(c => weights[row, c] * Sum(inputs, c), c => Variance(inputs, c), c => Math.Abs(weights[row, c]) * Math.Sqrt(Square(inputs, c)), weights.Columns, removed, step);
            for (int c = 0; c < weights.Columns; c++) Assert.AreEqual(removed.Contains(c) ? 0 : weights[r, c], actual[r, c], $"[{r}, {c}]");
        }
    }

    [TestMethod]
    public void A_pattern_holds_through_the_trades()
    {
        var (weights, inputs) = Problem();
        var step = new DsnotPruning { Pattern = new(2, 4), Threshold = 0 };
        Matrix before = Layers.Modify(step with { Cycles = 0 }, new DenseWeights(weights), inputs).ToMatrix(), after = Layers.Modify(step, new DenseWeights(weights), inputs).ToMatrix();
        for (int r = 0; r < weights.Rows; r++)
            for (int c = 0; c < weights.Columns; c += 4) Assert.AreEqual(2, after.Row(r).Slice(c, 4).Count(0f));
        Assert.IsFalse(before.Values.SequenceEqual(after.Values));
    }

    [TestMethod]
    [DataRow(1), DataRow(7), DataRow(30)]
    public void Moments_are_those_inside_windows_however_batches_are_cut(int batch)
    {
        var inputs = Problem().Inputs;
        int[][] windows = [new int[20], new int[5], new int[25]];
        var (moments, squares) = (new InputMoments(40, windows), new ColumnSquares(40));
        for (int t = 0; t < 50; t += batch)
        {
            var part = inputs.View.RowRange(t, Math.Min(batch, 50 - t));
            moments.Add(part, WorkerPool.Shared);
            squares.Add(part, WorkerPool.Shared);
        }
        Matrix[] parts = [Part(0, 20), Part(20, 5), Part(25, 25)];
        for (int c = 0; c < 40; c++)
        {
            Assert.AreEqual(Sum(inputs, c) / 3, moments.WindowSums()[c], 1e-9);
            Assert.AreEqual(parts.Sum(x => x.Rows * Variance(x, c)) / 50, moments.Variances(squares.Sums)[c], 1e-9);
        }

        Matrix Part(int first, int count) => Matrices.Copy(inputs.View.RowRange(first, count));
    }

    private static void Search(Func<int, double> effect, Func<int, double> variance, Func<int, double> cost, int columns, HashSet<int> removed, DsnotPruning step)
    {
        double error = removed.Sum(effect);
        int sign = Math.Sign(error);
        var moved = new HashSet<int>();
        for (int cycle = 0; cycle < step.Cycles && Math.Abs(error) > step.Threshold; cycle++)
        {
            var back = removed.Except(moved).Where(c => effect(c) * error > 0).OrderByDescending(c => Math.Abs(effect(c)) / variance(c)).ToArray();
            var gone = Enumerable.Range(0, columns).Except(removed).Except(moved).Where(c => effect(c) * error < 0).OrderBy(cost).ToArray();
            if (back.Length == 0 || gone.Length == 0) return;
            double after = error + effect(gone[0]) - effect(back[0]);
            if (step.SignStop && Math.Sign(after) != sign) return;
            moved.UnionWith([back[0], gone[0]]);
            removed.Remove(back[0]);
            removed.Add(gone[0]);
            error = after;
        }
    }

    private static (Matrix Weights, Matrix Inputs) Problem()
    {
        var inputs = Matrices.Random(50, 40, 2);
        for (int t = 0; t < 50; t++)
            for (int c = 0; c < 40; c++) inputs[t, c] = inputs[t, c] * (1 + c % 3) + 0.1f * (c % 7 - 3);
        return (Matrices.Random(20, 40, 1), inputs);
    }

    private static double Sum(Matrix inputs, int column) => Enumerable.Range(0, inputs.Rows).Sum(t => (double)inputs[t, column]);

    private static double Square(Matrix inputs, int column) => Enumerable.Range(0, inputs.Rows).Sum(t => (double)inputs[t, column] * inputs[t, column]);

    private static double Variance(Matrix inputs, int column) => Square(inputs, column) / inputs.Rows - Math.Pow(Sum(inputs, column) / inputs.Rows, 2);
}
