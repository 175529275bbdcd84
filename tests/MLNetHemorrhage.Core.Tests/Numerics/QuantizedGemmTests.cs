using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Codebooks;
using MLNetHemorrhage.Models.Weights.Ggml;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class QuantizedGemmTests
{
    // (m, n, k, group) around the sizes of panels, words, groups and slices.
    private static readonly (int M, int N, int K, int Group)[] Shapes =
    [
        (1, 1, 1, 0), (1, 32, 512, 32), (1, 33, 1100, 0), (1, 70, 1037, 20), (2, 31, 17, 3), (3, 64, 130, 64), (4, 33, 1037, 20), (1, 5, 600, 7), (15, 40, 513, 0),
        (40, 65, 70, 1), (1, 100, 2048, 600),
    ];

    [TestMethod]
    [DataRow(2, true), DataRow(3, false), DataRow(4, true), DataRow(4, false), DataRow(5, true), DataRow(6, false), DataRow(7, true), DataRow(8, true), DataRow(8, false)]
    public void Every_kernel_has_the_bits_of_the_dense_product_with_uniform_grids(int bits, bool symmetric)
    {
        foreach (var (m, n, k, group) in Shapes)
        {
            Check(m, Grids(n, k, bits, group, symmetric, false, ElementType.Float32));
            Check(m, Grids(n, k, bits, group, symmetric, false, ElementType.Float16));
            Check(m, Grids(n, k, bits, 0, symmetric, true, ElementType.Float32));
        }
    }

    [TestMethod]
    public void Masked_levels_are_levels()
    {
        foreach (int bits in (int[])[3, 4, 8])
        {
            var weights = Grids(70, 300, bits, 32, true, false, ElementType.Float32, zeroShare: 0.8);
            Assert.StartsWith("sparse", weights.Format);
            Check(1, weights);
            Check(20, weights);
        }
    }

    [TestMethod]
    public void Codebooks_have_the_bits_of_the_dense_product()
    {
        var random = new RandomSource(3);
        foreach (var codebook in Codebook.All)
            foreach (var shape in (CodebookShape[])[new(70, 300, 32, false), new(33, 64, 16, true), new(40, 64, 128, true), new(5, 1030, 64, false), new(40, 288, 64, true)])
            {
                var codes = new byte[shape.Rows * shape.Columns];
                foreach (ref byte code in codes.AsSpan()) code = (byte)random.NextInt(16);
                var scales = new float[shape.Blocks];
                foreach (ref float scale in scales.AsSpan()) scale = (float)random.NextDouble();
                foreach (int m in (int[])[1, 9]) Check(m, new CodebookWeights(shape, codebook, new SingleScales(scales), codes));
            }
    }

    [TestMethod]
    public void Blocks_of_ggml_have_the_bits_of_the_dense_product()
    {
        foreach (var format in BlockFormats.All)
        {
            var weights = BlockWeights.Quantize(Matrices.Random(41, 768, 7), format, [], WorkerPool.Shared);
            foreach (int m in (int[])[1, 9]) Check(m, weights);
        }
    }

    [TestMethod]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var weights = Grids(900, 600, 4, 32, false, false, ElementType.Float32);
        foreach (int rows in (int[])[1, 150])
        {
            var a = Matrices.Random(rows, 600, 1);
            var single = new Matrix(rows, 900);
            using var alone = new WorkerPool(1);
            QuantizedGemm.MultiplyTransposed(a.View, Pack(weights, alone), single.View, alone);
            foreach (int threads in (int[])[2, 3, 5])
            {
                using var pool = new WorkerPool(threads);
                var c = new Matrix(rows, 900);
                QuantizedGemm.MultiplyTransposed(a.View, Pack(weights, pool), c.View, pool);
                Matrices.AssertSameBits(single, c, $"{threads} threads");
            }
        }
    }

    [TestMethod]
    public void Values_that_are_not_finite_spread_as_in_dense_products()
    {
        var a = Matrices.Random(1, 300, 1);
        (a[0, 7], a[0, 299]) = (float.PositiveInfinity, float.NaN);
        Check(a, Grids(40, 300, 4, 32, true, false, ElementType.Float32, zeroShare: 0.5));
    }

    [TestMethod]
    public void Strided_views_leave_their_surroundings_alone()
    {
        var weights = Grids(41, 48, 8, 16, true, false, ElementType.Float32);
        foreach (int rows in (int[])[1, 37])
        {
            var whole = Matrices.Random(50, 100, 3);
            var before = whole.Values.ToArray();
            var left = Matrices.Random(60, 90, 1).View.Slice(5, rows, 20, 48);
            QuantizedGemm.MultiplyTransposed(left, Pack(weights, WorkerPool.Shared), whole.View.Slice(7, rows, 11, 41), WorkerPool.Shared);
            for (int i = 0; i < 50; i++)
                for (int j = 0; j < 100; j++)
                    if (i < 7 || i >= 7 + rows || j is < 11 or >= 52) Assert.AreEqual(before[i * 100 + j], whole[i, j]);
        }
    }

    [TestMethod]
    public void Codes_and_scales_take_what_they_say()
    {
        // 3 panels, the last ragged; 64 columns of 4 bits in groups of 32: per lane and group a scale and 4 words.
        Assert.AreEqual(3 * 32 * 2 * (4 + 16), Pack(Grids(70, 64, 4, 32, true, false, ElementType.Float32), WorkerPool.Shared).ByteSize);
        Assert.AreEqual(3 * 32 * 2 * (4 + 4 + 32), Pack(Grids(70, 64, 8, 32, false, false, ElementType.Float32), WorkerPool.Shared).ByteSize);
    }

    [TestMethod]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var (a, b, c) = (new Matrix(2, 3), Grids(4, 3, 4, 0, true, false, ElementType.Float32), new Matrix(2, 5));
        Assert.ThrowsExactly<ArgumentException>(() => QuantizedGemm.MultiplyTransposed(a.View, Pack(b, WorkerPool.Shared), c.View, WorkerPool.Shared));
    }

    private static void Check(int m, WeightMatrix weights) => Check(Matrices.Random(m, weights.Columns, 1), weights);

    private static void Check(Matrix a, WeightMatrix weights)
    {
        foreach (bool accumulate in (bool[])[false, true])
        {
            var expected = Matrices.Random(a.Rows, weights.Rows, 3);
            Gemm.MultiplyTransposed(a.View, weights.Pack(WorkerPool.Shared), expected.View, WorkerPool.Shared, accumulate);
            foreach (var kernel in QuantizedKernel.Supported())
            {
                var c = Matrices.Random(a.Rows, weights.Rows, 3);
                QuantizedGemm.MultiplyTransposed(kernel, a.View, Pack(weights, WorkerPool.Shared), c.View, WorkerPool.Shared, accumulate);
                Matrices.AssertSameBits(expected, c, $"{a.Rows} x {weights.Rows} x {weights.Columns}, {weights.Format}, {kernel.GetType().Name}");
            }
        }
    }

    private static QuantizedPanels Pack(WeightMatrix weights, WorkerPool pool)
    {
        var coded = (ICodedWeights)weights;
        return new(weights.Rows, coded.CodeFormat, coded.CopyCodes, pool);
    }

    private static QuantizedWeights Grids(int rows, int columns, int bits, int group, bool symmetric, bool whole, ElementType scaleType, double zeroShare = 0)
    {
        var random = new RandomSource(5);
        var shape = new GridShape(columns, bits, group, whole);
        var scales = new float[shape.Grids(rows)];
        foreach (ref float scale in scales.AsSpan()) scale = (float)(random.NextDouble() - 0.3);
        var zeros = new byte[scales.Length];
        foreach (ref byte zero in zeros.AsSpan()) zero = symmetric ? shape.MiddleLevel : (byte)random.NextInt(1 << bits);
        var levels = new byte[rows * columns];
        for (int i = 0; i < levels.Length; i++)
            levels[i] = random.NextDouble() < zeroShare ? zeros[shape.FirstGrid(i / columns) + shape.GroupOf(i % columns)] : (byte)random.NextInt(1 << bits);
        return new(new(shape, scales, symmetric ? null : zeros, levels) { ScaleType = scaleType });
    }
}
