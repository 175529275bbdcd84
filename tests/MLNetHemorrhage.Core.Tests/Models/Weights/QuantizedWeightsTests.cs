using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Modifications;

namespace MLNetHemorrhage.Tests.Models.Weights;

[TestClass]
public sealed class QuantizedWeightsTests
{
    [TestMethod]
    [DataRow(2, 0, true), DataRow(3, 7, true), DataRow(4, 32, false), DataRow(5, 1, false), DataRow(8, 64, true), DataRow(7, 1000, false)]
    public void Values_are_scale_times_distance_from_the_zero_level(int bits, int group, bool symmetric)
    {
        foreach (double zeroShare in (double[])[0, 0.2, 0.9, 1])
        {
            var values = Random(9, 75, bits, group, symmetric, zeroShare);
            var expected = new Matrix(9, 75);
            int length = group == 0 ? 75 : Math.Min(group, 75), groups = (75 + length - 1) / length;
            for (int r = 0; r < 9; r++)
                for (int c = 0; c < 75; c++)
                {
                    int g = r * groups + c / length;
                    expected[r, c] = values.Scales[g] * (values.Levels[r * 75 + c] - (values.ZeroLevels?[g] ?? 1 << (bits - 1)));
                }
            var quantized = new QuantizedWeights(values);
            Layers.AssertSameBits(expected, quantized.ToMatrix());
            Assert.AreEqual(expected.Values.Count(0f), quantized.ZeroCount);
            Layers.AssertSameProduct(new DenseWeights(expected), quantized);
        }
    }

    [TestMethod]
    public void Size_is_levels_scales_and_zero_levels()
    {
        // 3 rows of 50 in groups of 16 (the last has 2): 12 groups, 150 levels.
        var symmetric = new QuantizedWeights(Random(3, 50, 4, 16, true, 0));
        Assert.AreEqual(80 + 12 * 4, symmetric.ByteSize);
        Assert.AreEqual("int4 g16", symmetric.Format);
        var asymmetric = new QuantizedWeights(Random(3, 50, 3, 16, false, 0));
        Assert.AreEqual(64 + 12 * 4 + 8, asymmetric.ByteSize);
        Assert.AreEqual("int3 g16 asymmetric", asymmetric.Format);
    }

    [TestMethod]
    public void Many_zeros_are_held_as_a_mask()
    {
        var sparse = new QuantizedWeights(Random(64, 64, 8, 0, true, 0.75));
        long held = sparse.Count - sparse.ZeroCount;
        Assert.AreEqual("sparse int8", sparse.Format);
        Assert.AreEqual((held + 7) / 8 * 8 + 64 * 8 + 64 * 4 + 64 * 4, sparse.ByteSize);
        Assert.IsLessThan(64 * 64, sparse.ByteSize);
    }

    [TestMethod]
    public void Further_zeros_leave_the_other_levels_alone()
    {
        foreach (bool symmetric in (bool[])[true, false])
        {
            var quantized = new QuantizedWeights(Random(20, 90, 4, 32, symmetric, 0.1));
            var values = quantized.ToMatrix();
            for (int i = 0; i < values.Values.Length; i += 2) values.Values[i] = 0;
            var pruned = quantized.WithZeros(values);
            Layers.AssertSameBits(values, pruned.ToMatrix());
            Assert.AreEqual(quantized.Symmetric, pruned.Symmetric);
        }
    }

    private static QuantizedValues Random(int rows, int columns, int bits, int group, bool symmetric, double zeroShare)
    {
        var random = new RandomSource(5);
        var shape = new GridShape(columns, bits, group);
        var scales = new float[rows * shape.Groups];
        foreach (ref float scale in scales.AsSpan()) scale = (float)(0.5 + random.NextDouble());
        byte[] zeros = new byte[scales.Length];
        for (int g = 0; g < zeros.Length; g++) zeros[g] = symmetric ? (byte)(1 << (bits - 1)) : (byte)random.NextInt(1 << bits);
        var levels = new byte[rows * columns];
        for (int i = 0; i < levels.Length; i++)
        {
            byte zero = zeros[i / columns * shape.Groups + shape.GroupOf(i % columns)];
            // Not the zero level by accident, so that the share is what was asked for.
            levels[i] = random.NextDouble() < zeroShare ? zero : (byte)((zero + 1 + random.NextInt((1 << bits) - 1)) % (1 << bits));
        }
        return new(shape, scales, symmetric ? null : zeros, levels);
    }
}
