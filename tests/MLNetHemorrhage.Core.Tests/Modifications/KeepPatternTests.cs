using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class KeepPatternTests
{
    [TestMethod]
    public void Every_group_keeps_exactly_its_largest_scores()
    {
        for (int group = 2; group <= KeepPattern.MaxGroup; group++)
            for (int kept = 1; kept < group; kept++)
                foreach (int columns in (int[])[group, 3 * group + group / 2 + 1, 1])
                {
                    var weights = Matrices.Random(5, columns, (ulong)(group * 100 + kept));
                    var inputs = Matrices.Random(20, columns, 7);
                    var pattern = new KeepPattern(kept, group);
                    AssertGroups(pattern, weights, Prune(new MagnitudePruning { Pattern = pattern }, weights, inputs), c => 1);
                    AssertGroups(pattern, weights, Prune(new WandaPruning { Pattern = pattern }, weights, inputs), c => Norm(inputs, c));
                }
    }

    [TestMethod]
    public void A_short_last_group_keeps_its_share_rounded_up()
    {
        Assert.AreEqual(0, new KeepPattern(2, 4).RemovedOf(1));
        Assert.AreEqual(1, new KeepPattern(2, 4).RemovedOf(3));
        Assert.AreEqual(2, new KeepPattern(4, 8).RemovedOf(4));
        Assert.AreEqual(86, new KeepPattern(4, 8).RemovedOfRow(172));
    }

    [TestMethod]
    public void Equal_scores_go_from_the_first_on()
    {
        var weights = new Matrix(1, 6);
        weights.Values.Fill(-1);
        CollectionAssert.AreEqual((float[])[0, 0, -1, -1, 0, -1], Prune(new MagnitudePruning { Pattern = new(2, 4) }, weights, null).Values.ToArray());
    }

    private static Matrix Prune(PruningStep step, Matrix weights, Matrix? inputs) => Layers.Modify(step, new DenseWeights(weights), inputs).ToMatrix();

    private static double Norm(Matrix inputs, int column) => Math.Sqrt(Enumerable.Range(0, inputs.Rows).Sum(t => (double)inputs[t, column] * inputs[t, column]));

    private static void AssertGroups(KeepPattern pattern, Matrix weights, Matrix pruned, Func<int, double> norm)
    {
        for (int r = 0; r < weights.Rows; r++)
            for (int start = 0; start < weights.Columns; start += pattern.Group)
            {
                int length = Math.Min(pattern.Group, weights.Columns - start), kept = (length * pattern.Kept + pattern.Group - 1) / pattern.Group;
                int[] expected = [.. Enumerable.Range(start, length).OrderByDescending(c => Math.Abs(weights[r, c]) * norm(c)).Take(kept).Order()];
                int[] actual = [.. Enumerable.Range(start, length).Where(c => pruned[r, c] != 0)];
                CollectionAssert.AreEqual(expected, actual, $"{pattern}, group at {start}");
                foreach (int c in actual) Assert.AreEqual(weights[r, c], pruned[r, c]);
            }
    }
}
