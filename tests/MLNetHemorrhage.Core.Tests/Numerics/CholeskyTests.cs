using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class CholeskyTests
{
    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(63), DataRow(256), DataRow(257), DataRow(520), DataRow(700)]
    public void The_factor_multiplies_back_and_the_inverse_inverts(int side)
    {
        var a = PositiveDefinite(side);
        var factor = Matrices.Copy(a.View);
        Assert.IsTrue(Cholesky.TryFactor(factor, WorkerPool.Shared));
        AssertLower(factor);
        AssertClose(a, Product(factor, true, factor, false), 1e-5 * side);

        var inverse = Matrices.Copy(factor.View);
        Cholesky.Invert(inverse, WorkerPool.Shared);
        AssertLower(inverse);
        AssertClose(Identity(side), Product(inverse, false, factor, false), 1e-5);

        var square = new Matrix(side, side);
        Cholesky.Square(inverse, square, WorkerPool.Shared);
        AssertClose(Identity(side), Product(square, false, a, false), 1e-4);
        Matrices.AssertSameBits(Matrices.Transpose(square), square, "symmetry");
    }

    [TestMethod]
    public void Small_factors_are_those_of_double_precision()
    {
        var a = PositiveDefinite(100);
        var factor = Matrices.Copy(a.View);
        Cholesky.TryFactor(factor, WorkerPool.Shared);
        // Row by row from the last: m[k, j] = (a[k, j] - sum over later rows p of m[p, k] m[p, j]) / m[k, k].
        var m = new double[100, 100];
        for (int k = 99; k >= 0; k--)
            for (int j = k; j >= 0; j--)
            {
                double sum = a[k, j];
                for (int p = k + 1; p < 100; p++) sum -= m[p, k] * m[p, j];
                m[k, j] = j == k ? Math.Sqrt(sum) : sum / m[k, k];
            }
        for (int i = 0; i < 100; i++)
            for (int j = 0; j <= i; j++) Assert.AreEqual((float)m[i, j], factor[i, j], 1e-6f);
    }

    [TestMethod]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var results = new List<Matrix>();
        foreach (int threads in (int[])[1, 2, 5])
        {
            using var pool = new WorkerPool(threads);
            var m = PositiveDefinite(600);
            Cholesky.TryFactor(m, pool);
            Cholesky.Invert(m, pool);
            results.Add(m);
        }
        Matrices.AssertSameBits(results[0], results[1], "2 threads");
        Matrices.AssertSameBits(results[0], results[2], "5 threads");
    }

    [TestMethod]
    [DataRow(3, 0f), DataRow(3, -1f), DataRow(600, 0f), DataRow(600, float.NaN)]
    public void What_is_not_positive_definite_is_refused(int side, float bad)
    {
        var a = PositiveDefinite(side);
        a[1, 1] = bad;
        Assert.IsFalse(Cholesky.TryFactor(a, WorkerPool.Shared));
        Assert.IsFalse(Cholesky.TryFactor(new Matrix(side, side), WorkerPool.Shared));
    }

    [TestMethod]
    [DataRow(40), DataRow(256)]
    public void A_matrix_that_rounding_alone_keeps_definite_is_refused(int side)
    {
        var x = Matrices.Random(2 * side, side, 3);
        for (int t = 0; t < x.Rows; t++) x[t, side / 2] = x[t, 1];
        var gram = new Matrix(side, side);
        Gram.Accumulate(x.View, gram, WorkerPool.Shared);
        Assert.IsFalse(Cholesky.TryFactor(gram, WorkerPool.Shared));
    }

    private static Matrix PositiveDefinite(int side)
    {
        var a = Matrices.Random(2 * side + 5, side, 3);
        var gram = new Matrix(side, side);
        Gram.Accumulate(a.View, gram, WorkerPool.Shared);
        foreach (ref float x in gram.Values) x /= side;
        return gram;
    }

    private static Matrix Product(Matrix a, bool transposeA, Matrix b, bool transposeB)
    {
        var c = new Matrix(a.Rows, a.Rows);
        Gemm.Multiply(a.View, transposeA, b.View, transposeB, c.View, WorkerPool.Shared);
        return c;
    }

    private static Matrix Identity(int side)
    {
        var matrix = new Matrix(side, side);
        for (int i = 0; i < side; i++) matrix[i, i] = 1;
        return matrix;
    }

    private static void AssertLower(Matrix m)
    {
        for (int i = 0; i < m.Rows; i++) Assert.IsFalse(m.Row(i)[(i + 1)..].ContainsAnyExcept(0f));
    }

    private static void AssertClose(Matrix expected, Matrix actual, double tolerance)
    {
        for (int i = 0; i < expected.Rows; i++)
            for (int j = 0; j < expected.Columns; j++) Assert.AreEqual(expected[i, j], actual[i, j], tolerance, $"({i}, {j})");
    }
}
