using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class SparseGemmTests
{
    // (m, n, k) around the sizes of blocks, windows, strips and slices.
    private static readonly (int M, int N, int K)[] Shapes =
    [
        (1, 1, 1), (1, 8, 128), (1, 300, 1100), (2, 33, 17), (3, 64, 130), (4, 31, 1025), (5, 9, 5), (16, 32, 64), (17, 256, 129), (31, 257, 513),
        (33, 40, 512), (64, 64, 64), (65, 8, 300), (100, 1, 530), (96, 20, 31), (520, 64, 40), (577, 24, 700),
    ];

    [TestMethod]
    [DataRow(0.0), DataRow(0.5), DataRow(0.9), DataRow(1.0)]
    public void Every_kernel_has_the_bits_of_the_dense_product(double sparsity)
    {
        foreach (var (m, n, k) in Shapes)
        {
            var (a, b) = (Matrices.Random(m, k, 1), Sparse(n, k, sparsity));
            foreach (bool accumulate in (bool[])[false, true])
            {
                var expected = Matrices.Random(m, n, 3);
                Gemm.MultiplyTransposed(a.View, PackedMatrix.Pack(b.View, WorkerPool.Shared), expected.View, WorkerPool.Shared, accumulate);
                foreach (var kernel in SparseKernel.Supported())
                {
                    var c = Matrices.Random(m, n, 3);
                    SparseGemm.MultiplyTransposed(kernel, a.View, Pack(b), c.View, WorkerPool.Shared, accumulate);
                    Matrices.AssertSameBits(expected, c, $"{m} x {n} x {k}, {kernel.GetType().Name}, {sparsity}");
                }
            }
        }
    }

    [TestMethod]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var b = Sparse(900, 600, 0.7);
        foreach (int rows in (int[])[1, 150])
        {
            var a = Matrices.Random(rows, 600, 1);
            var single = new Matrix(rows, 900);
            using var alone = new WorkerPool(1);
            SparseGemm.MultiplyTransposed(a.View, Pack(b), single.View, alone);
            foreach (int threads in (int[])[2, 3, 5])
            {
                using var pool = new WorkerPool(threads);
                var c = new Matrix(rows, 900);
                SparseGemm.MultiplyTransposed(a.View, new SparsePanels(900, 600, (r, to) => b.Row(r).CopyTo(to), pool), c.View, pool);
                Matrices.AssertSameBits(single, c, $"{threads} threads");
            }
        }
    }

    [TestMethod]
    public void A_row_does_not_depend_on_its_batch()
    {
        var (a, b) = (Matrices.Random(90, 530, 1), Pack(Sparse(70, 530, 0.6)));
        var all = new Matrix(90, 70);
        SparseGemm.MultiplyTransposed(a.View, b, all.View, WorkerPool.Shared);
        foreach (int rows in (int[])[1, 4, 9, 40, 70])
        {
            var some = new Matrix(rows, 70);
            SparseGemm.MultiplyTransposed(a.View.RowRange(90 - rows, rows), b, some.View, WorkerPool.Shared);
            Matrices.AssertSameBits(Matrices.Copy(all.View.RowRange(90 - rows, rows)), some, $"{rows} rows");
        }
    }

    [TestMethod]
    public void Strided_views_leave_their_surroundings_alone()
    {
        var (a, b) = (Matrices.Random(60, 90, 1), Sparse(41, 48, 0.5));
        foreach (int rows in (int[])[3, 37])
        {
            var whole = Matrices.Random(50, 100, 3);
            var before = whole.Values.ToArray();
            var left = a.View.Slice(5, rows, 20, 48);
            SparseGemm.MultiplyTransposed(left, Pack(b), whole.View.Slice(7, rows, 11, 41), WorkerPool.Shared);
            var expected = new Matrix(rows, 41);
            Gemm.Multiply(left, false, b.View, true, expected.View, WorkerPool.Shared);
            for (int i = 0; i < 50; i++)
                for (int j = 0; j < 100; j++)
                    Assert.AreEqual(i >= 7 && i < 7 + rows && j is >= 11 and < 52 ? expected[i - 7, j - 11] : before[i * 100 + j], whole[i, j]);
        }
    }

    [TestMethod]
    public void Values_take_five_bytes()
    {
        var b = Sparse(1024, 1024, 0.9);
        long held = b.Values.Length - b.Values.Count(0f);
        Assert.IsInRange(5 * held, 5 * held * 1.1 + 9 * 8 * 128, Pack(b).ByteSize);
    }

    [TestMethod]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var (a, b, c) = (new Matrix(2, 3), new Matrix(4, 3), new Matrix(2, 5));
        Assert.ThrowsExactly<ArgumentException>(() => SparseGemm.MultiplyTransposed(a.View, Pack(b), c.View, WorkerPool.Shared));
    }

    private static SparsePanels Pack(Matrix b) => new(b.Rows, b.Columns, (r, to) => b.Row(r).CopyTo(to), WorkerPool.Shared);

    private static Matrix Sparse(int rows, int columns, double sparsity)
    {
        var matrix = Matrices.Random(rows, columns, 2);
        var random = new RandomSource(7);
        foreach (ref float x in matrix.Values)
            if (random.NextDouble() < sparsity) x = 0;
        return matrix;
    }
}
