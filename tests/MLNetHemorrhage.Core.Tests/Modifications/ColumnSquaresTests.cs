using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class ColumnSquaresTests
{
    [TestMethod]
    [DataRow(1), DataRow(7), DataRow(8), DataRow(64), DataRow(131)]
    public void Sums_are_those_of_a_plain_loop_for_any_batches_and_threads(int columns)
    {
        var inputs = Matrices.Random(300, columns, 1);
        var expected = new double[columns];
        for (int t = 0; t < 300; t++)
            for (int c = 0; c < columns; c++) expected[c] += (double)inputs[t, c] * inputs[t, c];
        foreach (int threads in (int[])[1, 2, 5])
            foreach (int batch in (int[])[1, 7, 300])
            {
                using var pool = new WorkerPool(threads);
                var squares = new ColumnSquares(columns);
                for (int t = 0; t < 300; t += batch) squares.Add(inputs.View.RowRange(t, Math.Min(batch, 300 - t)), pool);
                CollectionAssert.AreEqual(expected, squares.Sums.ToArray());
            }
        GC.KeepAlive(inputs);
    }
}
