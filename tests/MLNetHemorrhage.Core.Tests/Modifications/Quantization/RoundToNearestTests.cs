using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

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

    [TestMethod]
    [DataRow(true), DataRow(false)]
    public void One_grid_for_a_matrix_is_that_of_all_its_weights_in_one_row(bool symmetric)
    {
        var weights = Matrices.Random(6, 20, 4);
        var whole = Layers.Modify(new RoundToNearest { Bits = 4, Symmetric = symmetric, Scope = GridScope.Matrix }, new DenseWeights(weights));
        var row = Layers.Modify(new RoundToNearest { Bits = 4, Symmetric = symmetric }, new DenseWeights(Layers.Matrix(1, 120, weights.Values)));
        CollectionAssert.AreEqual(row.ToMatrix().Values.ToArray(), whole.ToMatrix().Values.ToArray());
        Assert.AreEqual(row.ByteSize, whole.ByteSize);
    }

    [TestMethod]
    public void Scales_in_half_precision_take_half_the_bytes_and_levels_are_chosen_for_them()
    {
        var weights = Matrices.Random(8, 64, 5);
        var single = (QuantizedWeights)Layers.Modify(new RoundToNearest { Group = 16 }, new DenseWeights(weights));
        var half = (QuantizedWeights)Layers.Modify(new RoundToNearest { Group = 16, Scales = ScaleFormat.F16 }, new DenseWeights(weights));
        Assert.AreEqual(8 * 64 / 2 + 32 * 4, single.ByteSize);
        Assert.AreEqual(8 * 64 / 2 + 32 * 2, half.ByteSize);
        var rounded = half.ToMatrix();
        for (int r = 0; r < 8; r++)
            for (int c = 0; c < 64; c++)
            {
                float scale = (float)(Half)single.Scales()[r * 4 + c / 16];
                Assert.AreEqual(scale * Math.Clamp(MathF.Round(weights[r, c] / scale), -8, 7), rounded[r, c]);
            }
    }

    [TestMethod]
    [DataRow(true), DataRow(false)]
    public void A_clipped_grid_is_the_best_of_those_that_are_tried(bool symmetric)
    {
        var weights = Matrices.Random(4, 40, 6);
        weights[1, 3] = 9; // far out, worth clipping
        var clipped = Layers.Modify(new RoundToNearest { Bits = 3, Symmetric = symmetric, Clip = GridClip.Mse }, new DenseWeights(weights)).ToMatrix();
        for (int r = 0; r < 4; r++)
        {
            double found = Moved(weights.Row(r), w => Array.IndexOf(weights.Row(r).ToArray(), w) is var c ? clipped[r, c] : 0), best = double.PositiveInfinity;
            for (int i = 0; i < 80; i++)
            {
                double[] levels = Levels(weights.Row(r).ToArray().Select(w => (float)(w * (1 - i / 100.0))).ToArray(), 3, symmetric);
                best = Math.Min(best, Moved(weights.Row(r), w => levels.MinBy(l => Math.Abs(l - w))));
            }
            Assert.AreEqual(best, found, 1e-4 * best, $"row {r}");
        }

        static double Moved(ReadOnlySpan<float> row, Func<float, double> rounded)
        {
            double sum = 0;
            foreach (float w in row) sum += Math.Pow(Math.Abs(w - rounded(w)), 2.4);
            return sum;
        }
    }

    [TestMethod]
    [DataRow(true, GridScope.Row), DataRow(false, GridScope.Row), DataRow(false, GridScope.Matrix)]
    public void Ranges_for_the_outputs_weigh_weights_by_the_energy_of_their_inputs(bool symmetric, GridScope scope)
    {
        Matrix weights = Matrices.Random(4, 40, 6), inputs = Matrices.Random(30, 40, 8);
        for (int c = 0; c < 40; c++)
            for (int t = 0; t < 30; t++) inputs[t, c] *= c * c;
        var step = new RoundToNearest { Bits = 3, Symmetric = symmetric, Scope = scope, Clip = GridClip.Activation };
        var rounded = Layers.Modify(step, new DenseWeights(weights), inputs).ToMatrix();
        for (int r = 0; r < 4; r++)
        {
            int row = r, rows = scope == GridScope.Matrix ? 4 : 1, first = scope == GridScope.Matrix ? 0 : row;
            float[] together = [.. weights.Values.Slice(first * 40, rows * 40)];
            double best = double.PositiveInfinity;
            for (int i = 0; i < 80; i++)
            {
                double[] levels = Levels(together.Select(w => (float)(w * (1 - i / 100.0))).ToArray(), 3, symmetric);
                best = Math.Min(best, together.Select((w, k) => Error(k % 40, w - levels.MinBy(l => Math.Abs(l - w)))).Sum());
            }
            double found = together.Select((w, k) => Error(k % 40, w - rounded[first + k / 40, k % 40])).Sum();
            Assert.AreEqual(best, found, 1e-4 * best, $"row {r}");
        }

        double Error(int column, double moved) => Enumerable.Range(0, 30).Sum(t => (double)inputs[t, column] * inputs[t, column]) * moved * moved;
    }

    [TestMethod]
    public void Groups_longer_than_a_row_are_the_row()
    {
        var weights = new DenseWeights(Matrices.Random(3, 20, 7));
        Layers.AssertSameBits(Layers.Modify(new RoundToNearest(), weights).ToMatrix(), Layers.Modify(new RoundToNearest { Group = int.MaxValue }, weights).ToMatrix());
    }

    [TestMethod]
    [DataRow(float.NaN), DataRow(float.NegativeInfinity)]
    public void Weights_that_are_not_finite_are_refused(float value)
    {
        var weights = Matrices.Random(3, 20, 8);
        weights[2, 4] = value;
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Layers.Modify(new RoundToNearest(), new DenseWeights(weights)));
        StringAssert.StartsWith(error.Message, "block 0 down: weight [2, 4] must be finite, found ", StringComparison.Ordinal);
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
