using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class SymmetricEigenTests
{
    [TestMethod]
    [DataRow(1, 1.0), DataRow(2, 1.0), DataRow(3, 1e30), DataRow(17, 1e-30), DataRow(130, 1e-3)]
    public void Vectors_are_orthonormal_and_give_the_matrix_back(int side, double scale)
    {
        var a = Gram(side, 2 * side, scale);
        var eigen = SymmetricEigen.Of(a, WorkerPool.Shared);
        for (int i = 0; i < side; i++)
        {
            if (i > 0) Assert.IsTrue(eigen.Values[i] <= eigen.Values[i - 1], $"value {i}");
            for (int j = 0; j < side; j++)
            {
                Assert.AreEqual(i == j ? 1 : 0, Dot(eigen.Vectors[i], eigen.Vectors[j]), 1e-12, $"vectors {i} and {j}");
                double back = Enumerable.Range(0, side).Sum(k => eigen.Values[k] * eigen.Vectors[k][i] * eigen.Vectors[k][j]);
                Assert.AreEqual(a[i][j], back, 1e-12 * eigen.Values[0], $"[{i}, {j}]");
            }
        }
    }

    [TestMethod]
    public void Known_values_come_out()
    {
        // The second difference matrix of 9 points has the values 2 - 2 cos(π k / 10).
        var a = Enumerable.Range(0, 9).Select(i => Enumerable.Range(0, 9).Select(j => i == j ? 2.0 : Math.Abs(i - j) == 1 ? -1 : 0).ToArray()).ToArray();
        var eigen = SymmetricEigen.Of(a, WorkerPool.Shared);
        for (int k = 1; k <= 9; k++) Assert.AreEqual(2 - 2 * Math.Cos(Math.PI * (10 - k) / 10), eigen.Values[k - 1], 1e-14);
    }

    [TestMethod]
    public void Equal_values_zeros_and_diagonal_matrices_are_no_trouble()
    {
        var diagonal = Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Select(j => i == j ? i % 3 : 0.0).ToArray()).ToArray();
        CollectionAssert.AreEqual((double[])[2, 2, 1, 1, 0, 0], SymmetricEigen.Of(diagonal, WorkerPool.Shared).Values);
        var zero = SymmetricEigen.Of([[0, 0], [0, 0]], WorkerPool.Shared);
        CollectionAssert.AreEqual((double[])[0, 0], zero.Values);
        var low = SymmetricEigen.Of(Gram(40, 5, 1), WorkerPool.Shared);
        for (int i = 5; i < 40; i++) Assert.AreEqual(0, low.Values[i], 1e-13 * low.Values[0]);
    }

    [TestMethod]
    public void Bits_and_signs_do_not_depend_on_the_threads()
    {
        var a = Gram(270, 20, 1);
        using WorkerPool one = new(1), three = new(3);
        SymmetricEigen x = SymmetricEigen.Of(a, one), y = SymmetricEigen.Of(a, three);
        CollectionAssert.AreEqual(x.Values, y.Values);
        for (int i = 0; i < 270; i++)
        {
            CollectionAssert.AreEqual(x.Vectors[i], y.Vectors[i]);
            Assert.IsGreaterThan(0, x.Vectors[i].MaxBy(Math.Abs));
        }
        Assert.ThrowsExactly<ArgumentException>(() => SymmetricEigen.Of([[1, double.NaN], [double.NaN, 1]], one));
    }

    private static double[][] Gram(int side, int samples, double scale)
    {
        var random = new RandomSource(6);
        var x = Enumerable.Range(0, samples).Select(_ => Enumerable.Range(0, side).Select(i => random.NextGaussian() / (1 + i)).ToArray()).ToArray();
        return [.. Enumerable.Range(0, side).Select(i => Enumerable.Range(0, side).Select(j => scale * x.Sum(row => row[i] * row[j])).ToArray())];
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}
