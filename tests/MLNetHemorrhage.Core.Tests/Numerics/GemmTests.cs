using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class GemmTests
{
    // (m, n, k) around the sizes of panels, tiles, slices and single-token decoding.
    private static readonly (int M, int N, int K)[] Shapes =
    [
        (1, 1, 1), (1, 32, 512), (1, 100, 700), (2, 33, 17), (3, 64, 16), (4, 31, 1025), (5, 5, 5), (7, 40, 48), (8, 32, 64), (9, 96, 8),
        (13, 31, 511), (14, 32, 512), (15, 33, 513), (28, 65, 1024), (31, 288, 100), (64, 8, 64), (100, 1, 530), (130, 200, 31), (600, 64, 40),
    ];

    [TestMethod]
    public void Packed_product_has_the_documented_bits()
    {
        foreach (var (m, n, k) in Shapes)
        {
            var (a, b) = (Matrices.Random(m, k, 1), Matrices.Random(n, k, 2));
            var c = Matrices.Random(m, n, 3);
            Gemm.MultiplyTransposed(a.View, PackedMatrix.Pack(b.View, WorkerPool.Shared), c.View, WorkerPool.Shared);
            Matrices.AssertSameBits(Definition(a, b, new(m, n), accumulate: false), c, $"{m} x {n} x {k}");
        }
    }

    [TestMethod]
    public void Every_kernel_and_layout_has_the_documented_bits()
    {
        foreach (var (m, n, k) in Shapes)
        {
            var (a, b) = (Matrices.Random(m, k, 1), Matrices.Random(n, k, 2));
            var expected = Definition(a, b, new(m, n), accumulate: false);
            foreach (var kernel in MicroKernel.Supported())
                for (int layout = 0; layout < 4; layout++)
                {
                    bool transposeA = (layout & 1) != 0, transposeB = (layout & 2) != 0;
                    var c = Matrices.Random(m, n, 3);
                    Gemm.Multiply(
                        kernel, (transposeA ? Matrices.Transpose(a) : a).View, transposeA, (transposeB ? b : Matrices.Transpose(b)).View, transposeB,
                        c.View, WorkerPool.Shared, accumulate: false, lowerOnly: false);
                    Matrices.AssertSameBits(expected, c, $"{m} x {n} x {k}, {kernel.GetType().Name}, layout {layout}");
                }
        }
    }

    [TestMethod]
    public void Accumulation_adds_slice_after_slice()
    {
        foreach (var (m, n, k) in Shapes)
        {
            var (a, b) = (Matrices.Random(m, k, 1), Matrices.Random(n, k, 2));
            var expected = Definition(a, b, Matrices.Random(m, n, 3), accumulate: true);
            foreach (var kernel in MicroKernel.Supported())
            {
                var c = Matrices.Random(m, n, 3);
                Gemm.Multiply(kernel, a.View, false, b.View, true, c.View, WorkerPool.Shared, accumulate: true, lowerOnly: false);
                Matrices.AssertSameBits(expected, c, $"{m} x {n} x {k}, {kernel.GetType().Name}");
            }
        }
    }

    [TestMethod]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var (a, b) = (Matrices.Random(700, 600, 1), Matrices.Random(300, 600, 2));
        var single = new Matrix(700, 300);
        using var alone = new WorkerPool(1);
        Gemm.Multiply(a.View, false, b.View, true, single.View, alone);
        foreach (int threads in new[] { 2, 3, 5 })
        {
            using var pool = new WorkerPool(threads);
            var (plain, packed) = (new Matrix(700, 300), new Matrix(700, 300));
            Gemm.Multiply(a.View, false, b.View, true, plain.View, pool);
            Gemm.MultiplyTransposed(a.View, PackedMatrix.Pack(b.View, pool), packed.View, pool);
            Matrices.AssertSameBits(single, plain, $"{threads} threads");
            Matrices.AssertSameBits(single, packed, $"{threads} threads, packed");
        }
    }

    [TestMethod]
    public void A_row_does_not_depend_on_its_batch()
    {
        var (a, b) = (Matrices.Random(33, 530, 1), Matrices.Random(70, 530, 2));
        var packed = PackedMatrix.Pack(b.View, WorkerPool.Shared);
        var all = new Matrix(33, 70);
        Gemm.MultiplyTransposed(a.View, packed, all.View, WorkerPool.Shared);
        for (int i = 0; i < a.Rows; i++)
        {
            var one = new Matrix(1, 70);
            Gemm.MultiplyTransposed(a.View.RowRange(i, 1), packed, one.View, WorkerPool.Shared);
            Assert.IsTrue(one.Row(0).SequenceEqual(all.Row(i)), $"row {i}");
        }
    }

    [TestMethod]
    public void Strided_views_leave_their_surroundings_alone()
    {
        var (a, b) = (Matrices.Random(60, 90, 1), Matrices.Random(80, 90, 2));
        var whole = Matrices.Random(50, 100, 3);
        var before = whole.Values.ToArray();
        var (left, right) = (a.View.Slice(5, 37, 20, 48), b.View.Slice(3, 41, 30, 48));
        Gemm.Multiply(left, false, right, true, whole.View.Slice(7, 37, 11, 41), WorkerPool.Shared);
        var expected = Definition(Matrices.Copy(left), Matrices.Copy(right), new(37, 41), accumulate: false);
        for (int i = 0; i < 50; i++)
            for (int j = 0; j < 100; j++)
                Assert.AreEqual(i is >= 7 and < 44 && j is >= 11 and < 52 ? expected[i - 7, j - 11] : before[i * 100 + j], whole[i, j]);
    }

    [TestMethod]
    public void Lower_part_only_is_right_below_the_diagonal_and_spares_tiles_above_it()
    {
        var (a, b) = (Matrices.Random(200, 48, 1), Matrices.Random(200, 48, 2));
        var expected = Definition(a, b, new(200, 200), accumulate: false);
        foreach (var kernel in MicroKernel.Supported())
        {
            var c = new Matrix(200, 200);
            c.Values.Fill(77);
            Gemm.Multiply(kernel, a.View, false, b.View, true, c.View, WorkerPool.Shared, accumulate: false, lowerOnly: true);
            for (int i = 0; i < 200; i++)
                for (int j = 0; j <= i; j++)
                    Assert.AreEqual(expected[i, j], c[i, j]);
            Assert.AreEqual(77, c[0, 199]);
        }
    }

    [TestMethod]
    public void NaN_and_infinity_reach_only_the_elements_they_belong_to()
    {
        foreach (var kernel in MicroKernel.Supported())
        {
            var (a, b) = (Matrices.Random(20, 40, 1), Matrices.Random(50, 40, 2));
            a[17, 3] = float.NaN;
            b[49, 39] = float.PositiveInfinity;
            var c = new Matrix(20, 50);
            Gemm.Multiply(kernel, a.View, false, b.View, true, c.View, WorkerPool.Shared, accumulate: false, lowerOnly: false);
            for (int i = 0; i < 20; i++)
                for (int j = 0; j < 50; j++)
                    Assert.AreEqual((i == 17, i != 17 && j == 49), (float.IsNaN(c[i, j]), float.IsInfinity(c[i, j])), $"{i}, {j}");
        }
    }

    [TestMethod]
    public void Empty_sums_are_zero_unless_accumulated()
    {
        var c = Matrices.Random(2, 3, 1);
        var before = Matrices.Copy(c.View);
        Gemm.Multiply(new Matrix(2, 0).View, false, new Matrix(3, 0).View, true, c.View, WorkerPool.Shared, accumulate: true);
        Matrices.AssertSameBits(before, c, "accumulated");
        Gemm.Multiply(new Matrix(2, 0).View, false, new Matrix(3, 0).View, true, c.View, WorkerPool.Shared);
        Matrices.AssertSameBits(new(2, 3), c, "replaced");
    }

    [TestMethod]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var (a, b, c) = (new Matrix(2, 3), new Matrix(4, 3), new Matrix(2, 5));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(a.View, false, b.View, true, c.View, WorkerPool.Shared));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyTransposed(a.View, PackedMatrix.Pack(b.View, WorkerPool.Shared), c.View, WorkerPool.Shared));
    }

    [TestMethod]
    public void Small_products_allocate_nothing()
    {
        var (a, b, c) = (Matrices.Random(64, 48, 1), Matrices.Random(64, 48, 2), new Matrix(64, 64));
        var packed = PackedMatrix.Pack(b.View, WorkerPool.Shared);
        long Allocated(int times)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++)
            {
                Gemm.Multiply(a.View, false, b.View, true, c.View, WorkerPool.Shared);
                Gemm.MultiplyTransposed(a.View, packed, c.View, WorkerPool.Shared);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        // Not every attempt: the runtime itself may allocate while it recompiles a method.
        Assert.AreEqual(0, Enumerable.Range(0, 10).Min(_ => Allocated(20)));
    }

    // C (+)= A·Bᵀ exactly as documented, one scalar at a time.
    private static Matrix Definition(Matrix a, Matrix b, Matrix c, bool accumulate)
    {
        for (int i = 0; i < c.Rows; i++)
            for (int j = 0; j < c.Columns; j++)
                for (int k0 = 0; k0 < a.Columns; k0 += Gemm.SliceLength)
                {
                    float part = 0;
                    for (int k = k0; k < Math.Min(k0 + Gemm.SliceLength, a.Columns); k++) part = MathF.FusedMultiplyAdd(a[i, k], b[j, k], part);
                    c[i, j] = accumulate || k0 > 0 ? c[i, j] + part : part;
                }
        return c;
    }
}
