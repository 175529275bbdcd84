using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class RoundToNearestTests
{
    [TestMethod]
    public void Every_weight_goes_to_the_nearest_level_of_its_grid()
    {
        var weights = Matrices.Random(6, 50, 1);
        for (int bits = 2; bits <= 8; bits++)
            foreach (bool symmetric in (bool[])[true, false])
            {
                var rounded = Layers.Modify(new RoundToNearest { Bits = bits, Symmetric = symmetric }, new DenseWeights(weights)).ToMatrix();
                for (int r = 0; r < 6; r++)
                {
                    var levels = Levels(weights.Row(r), bits, symmetric);
                    for (int c = 0; c < 50; c++)
                        Assert.AreEqual(levels.Min(l => Math.Abs(l - weights[r, c])), Math.Abs(rounded[r, c] - weights[r, c]), 1e-6, $"{bits} bits, [{r}, {c}]");
                }
            }
    }

    [TestMethod]
    public void A_group_is_rounded_as_a_matrix_of_its_own()
    {
        var weights = Matrices.Random(4, 50, 2);
        foreach (bool symmetric in (bool[])[true, false])
        {
            var rounded = Layers.Modify(new RoundToNearest { Bits = 3, Group = 16, Symmetric = symmetric }, new DenseWeights(weights)).ToMatrix();
            for (int start = 0; start < 50; start += 16)
            {
                int width = Math.Min(16, 50 - start);
                var expected = Layers.Modify(new RoundToNearest { Bits = 3, Symmetric = symmetric }, new DenseWeights(Matrices.Copy(weights.View.ColumnRange(start, width))));
                Layers.AssertSameBits(expected.ToMatrix(), Matrices.Copy(rounded.View.ColumnRange(start, width)));
            }
        }
        GC.KeepAlive(weights);
    }

    [TestMethod]
    public void Ties_go_to_the_even_level()
    {
        // The largest weight is 7, so the levels of 4 bits are the integers.
        float[] weights = [7, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f];
        float[] expected = [7, 0, 2, 2, 0, -2, -2];
        var rounded = Layers.Modify(new RoundToNearest(), new DenseWeights(Layers.Matrix(1, 7, weights)));
        CollectionAssert.AreEqual(expected, rounded.ToMatrix().Values.ToArray());
    }

    [TestMethod]
    [DataRow(true), DataRow(false)]
    public void Zeros_stay_exactly_zero(bool symmetric)
    {
        var weights = Layers.SomeZeros(8, 60, ElementType.Float32);
        for (int bits = 2; bits <= 8; bits++)
        {
            var rounded = Layers.Modify(new RoundToNearest { Bits = bits, Group = 7, Symmetric = symmetric }, new DenseWeights(weights)).ToMatrix();
            for (int i = 0; i < weights.Values.Length; i++)
                if (weights.Values[i] == 0) Assert.AreEqual(0f, rounded.Values[i]);
        }
    }

    [TestMethod]
    [DataRow(true), DataRow(false)]
    public void Extreme_rows_stay_finite(bool symmetric)
    {
        float[] rows = [0, 0, 0, float.Epsilon, -float.Epsilon, 0, float.MaxValue, float.MinValue, 1, 5, 5, 5];
        var rounded = Layers.Modify(new RoundToNearest { Symmetric = symmetric }, new DenseWeights(Layers.Matrix(4, 3, rows))).ToMatrix();
        foreach (float value in rounded.Values) Assert.IsTrue(float.IsFinite(value), $"found {value}");
        CollectionAssert.AreEqual(new float[3], rounded.Row(0).ToArray());
        Assert.AreEqual(5f, rounded[3, 0], 1e-6f);
    }

    [TestMethod]
    public void Rounding_again_changes_nothing()
    {
        var once = Layers.Modify(new RoundToNearest { Bits = 4, Group = 32 }, new DenseWeights(Matrices.Random(5, 70, 3)));
        var twice = Layers.Modify(new RoundToNearest { Bits = 4, Group = 32 }, once);
        for (int i = 0; i < 350; i++) Assert.AreEqual(once.ToMatrix().Values[i], twice.ToMatrix().Values[i], 1e-6f);
        Assert.AreEqual(once.ByteSize, twice.ByteSize);
    }

    private static double[] Levels(ReadOnlySpan<float> row, int bits, bool symmetric)
    {
        double smallest = 0, largest = 0;
        foreach (float w in row) (smallest, largest) = (Math.Min(smallest, w), Math.Max(largest, w));
        if (symmetric)
        {
            int last = (1 << (bits - 1)) - 1;
            double step = Math.Max(-smallest, largest) / last;
            return [.. Enumerable.Range(-last - 1, 2 * last + 2).Select(i => i * step)];
        }
        double scale = (largest - smallest) / ((1 << bits) - 1);
        double zero = Math.Round(-smallest / scale);
        return [.. Enumerable.Range(0, 1 << bits).Select(i => (i - zero) * scale)];
    }
}
