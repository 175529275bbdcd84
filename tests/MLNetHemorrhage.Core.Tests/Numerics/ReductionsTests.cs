using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class ReductionsTests
{
    private static readonly int[] Lengths = [0, 1, 15, 16, 17, 31, 32, 33, 288, 1000];

    [TestMethod]
    public void Each_reduction_equals_its_definition_lane_by_lane()
    {
        foreach (int length in Lengths)
        {
            var (x, y) = (Numbers(length, 1), Numbers(length, 2));
            Assert.AreEqual(Lanes(x, (sum, i) => sum + x[i]), Reductions.Sum(x), $"sum of {length}");
            Assert.AreEqual(Lanes(x, (sum, i) => MathF.FusedMultiplyAdd(x[i], y[i], sum)), Reductions.Dot(x, y), $"dot of {length}");
            Assert.AreEqual(Lanes(x, (sum, i) => MathF.FusedMultiplyAdd(x[i], x[i], sum)), Reductions.SumOfSquares(x), $"squares of {length}");
            Assert.AreEqual(length == 0 ? float.NegativeInfinity : x.Max(), Reductions.Max(x), $"max of {length}");
        }
    }

    [TestMethod]
    public void Max_is_NaN_when_any_element_is()
    {
        for (int length = 1; length < 50; length++)
            for (int at = 0; at < length; at++)
            {
                var x = Numbers(length, 3);
                x[at] = float.NaN;
                Assert.IsTrue(float.IsNaN(Reductions.Max(x)), $"NaN at {at} of {length}");
            }
    }

    [TestMethod]
    public void Dot_of_different_lengths_is_refused() => Assert.Throws<ArgumentException>(() => Reductions.Dot(new float[3], new float[4]));

    private static float Lanes(float[] x, Func<float, int, float> step)
    {
        var lanes = new float[16];
        for (int i = 0; i < x.Length; i++) lanes[i % 16] = step(lanes[i % 16], i);
        for (int width = 8; width > 0; width /= 2)
            for (int i = 0; i < width; i++) lanes[i] += lanes[i + width];
        return lanes[0];
    }

    private static float[] Numbers(int length, ulong seed)
    {
        var random = new RandomSource(seed);
        var x = new float[length];
        for (int i = 0; i < length; i++) x[i] = (float)random.NextGaussian();
        return x;
    }

    [TestMethod]
    [DataRow(float.NaN), DataRow(float.PositiveInfinity), DataRow(float.NegativeInfinity)]
    public void One_element_that_is_not_finite_is_noticed_anywhere(float value)
    {
        var x = new float[37];
        x[5] = float.MaxValue;
        x[30] = -float.Epsilon;
        Assert.IsTrue(Reductions.AreFinite(x));
        Assert.IsTrue(Reductions.AreFinite([]));
        for (int i = 0; i < x.Length; i++)
        {
            float before = x[i];
            x[i] = value;
            Assert.IsFalse(Reductions.AreFinite(x), $"{i}");
            x[i] = before;
        }
    }
}
