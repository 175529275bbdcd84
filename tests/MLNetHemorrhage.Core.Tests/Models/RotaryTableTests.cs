using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models;

[TestClass]
public sealed class RotaryTableTests
{
    [TestMethod]
    [DataRow(RotaryLayout.Halves, 8)]
    [DataRow(RotaryLayout.Halves, 48)]
    [DataRow(RotaryLayout.Pairs, 8)]
    [DataRow(RotaryLayout.Pairs, 80)]
    public void Rotates_each_pair_by_its_angle(RotaryLayout layout, int headSize)
    {
        const int Positions = 9;
        var table = new RotaryTable(new() { Layout = layout, Base = 500 }, headSize, Positions);
        var x = Gaussian(Positions, 2 * headSize);
        var y = Copy(x);
        table.Apply(y.View, [.. Enumerable.Range(0, Positions)], inverse: false, WorkerPool.Shared);
        for (int p = 0; p < Positions; p++)
        {
            for (int i = 0; i < headSize / 2; i++)
            {
                var (first, second) = layout == RotaryLayout.Halves ? (i, i + headSize / 2) : (2 * i, 2 * i + 1);
                var (sin, cos) = Math.SinCos(p * Math.Pow(500, -2.0 * i / headSize));
                for (int head = 0; head < 2 * headSize; head += headSize)
                {
                    double a = x[p, head + first], b = x[p, head + second];
                    Assert.AreEqual(a * cos - b * sin, y[p, head + first], 1e-6);
                    Assert.AreEqual(a * sin + b * cos, y[p, head + second], 1e-6);
                }
            }
        }
    }

    [TestMethod]
    [DataRow(RotaryLayout.Halves)]
    [DataRow(RotaryLayout.Pairs)]
    public void Inverse_gives_back_what_was_rotated(RotaryLayout layout)
    {
        var table = new RotaryTable(new() { Layout = layout }, 40, 100);
        var x = Gaussian(100, 40);
        var y = Copy(x);
        int[] positions = [.. Enumerable.Range(0, 100)];
        table.Apply(y.View, positions, inverse: false, WorkerPool.Shared);
        Assert.IsFalse(x.Values.SequenceEqual(y.Values));
        table.Apply(y.View, positions, inverse: true, WorkerPool.Shared);
        for (int i = 0; i < x.Values.Length; i++) Assert.AreEqual(x.Values[i], y.Values[i], 1e-6);
    }

    [TestMethod]
    public void Llama3_scaling_keeps_short_waves_divides_long_ones_and_joins_them()
    {
        var plain = RotaryFrequencies.Of(new() { Base = 500000 }, 64);
        var scaled = RotaryFrequencies.Of(new() { Base = 500000, Llama3Scaling = new(8, 1, 4, 8192) }, 64);
        for (int i = 0; i < plain.Length; i++)
        {
            double turns = 8192 * plain[i] / (2 * Math.PI), ratio = scaled[i] / plain[i];
            if (turns > 4) Assert.AreEqual(1, ratio);
            else if (turns < 1) Assert.AreEqual(1.0 / 8, ratio);
            else Assert.AreEqual((1 - (turns - 1) / 3) / 8 + (turns - 1) / 3, ratio, 1e-12);
        }
        Assert.AreEqual(1, scaled[0] / plain[0]);
        Assert.AreEqual(1.0 / 8, scaled[^1] / plain[^1]);
    }

    private static Matrix Copy(Matrix x)
    {
        var y = new Matrix(x.Rows, x.Columns);
        x.Values.CopyTo(y.Values);
        return y;
    }

    private static Matrix Gaussian(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        var random = new RandomSource(5);
        foreach (ref float value in matrix.Values) value = (float)random.NextGaussian();
        return matrix;
    }
}
