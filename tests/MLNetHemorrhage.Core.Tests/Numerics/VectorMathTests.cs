using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class VectorMathTests
{
    [TestMethod]
    public void Exp_is_within_one_unit_in_the_last_place()
    {
        double worst = 0;
        for (float x = -87.33f; x < 88.72f; x += 0.00137f)
        {
            float actual = VectorMath.Exp(Vector512.Create(x))[3];
            double expected = Math.Exp(x);
            worst = Math.Max(worst, Math.Abs(actual - expected) / (MathF.BitIncrement((float)expected) - (float)expected));
        }
        Assert.IsLessThan(1.0, worst);
    }

    [TestMethod]
    [DataRow(float.NegativeInfinity, 0f)]
    [DataRow(float.PositiveInfinity, float.PositiveInfinity)]
    [DataRow(-88f, 0f)]
    [DataRow(-1e30f, 0f)]
    [DataRow(89f, float.PositiveInfinity)]
    [DataRow(0f, 1f)]
    [DataRow(-0f, 1f)]
    [DataRow(float.NaN, float.NaN)]
    public void Exp_of_special_values(float x, float expected) => Assert.AreEqual(expected, VectorMath.Exp(Vector512.Create(x))[0]);

    [TestMethod]
    public void Exp_never_gives_a_subnormal_number()
    {
        for (float x = -89; x < -86; x = MathF.BitIncrement(x) + 1e-5f)
            Assert.IsFalse(float.IsSubnormal(VectorMath.Exp(Vector512.Create(x))[0]), $"x = {x}");
    }

    [TestMethod]
    public void Sigmoid_matches_double_precision()
    {
        for (float x = -87; x < 100; x += 0.0101f)
        {
            double expected = 1 / (1 + Math.Exp(-x));
            Assert.AreEqual(1, VectorMath.Sigmoid(Vector512.Create(x))[15] / expected, 3e-7, $"x = {x}");
        }
        Assert.AreEqual(0, VectorMath.Sigmoid(Vector512.Create(float.NegativeInfinity))[0]);
        Assert.AreEqual(1, VectorMath.Sigmoid(Vector512.Create(float.PositiveInfinity))[0]);
        Assert.IsTrue(float.IsNaN(VectorMath.Sigmoid(Vector512.Create(float.NaN))[0]));
    }
}
