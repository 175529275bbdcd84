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
    public void Log_is_close()
    {
        for (float x = 1.2e-38f; x < 3e38f; x *= 1.0137f)
        {
            double expected = Math.Log(x);
            Assert.AreEqual(expected, VectorMath.Log(Vector512.Create(x))[5], 4e-7 * Math.Max(1, Math.Abs(expected)), $"x = {x}");
        }
    }

    [TestMethod]
    public void Powers_are_close_and_those_of_zero_are_zero()
    {
        for (float x = 1e-6f; x < 1e6f; x *= 1.0137f)
        {
            double expected = Math.Pow(x, 2.4);
            Assert.AreEqual(expected, VectorMath.Pow(Vector512.Create(x), 2.4f)[5], 1e-5 * expected, $"x = {x}");
        }
        Assert.AreEqual(0f, VectorMath.Pow(Vector512<float>.Zero, 2.4f)[0]);
    }

    // The same steps on one number: what every instruction set must give.
    [TestMethod]
    public void Exp_has_the_bits_of_its_scalar_twin()
    {
        static float Twin(float x)
        {
            float shifted = MathF.FusedMultiplyAdd(x, 1.44269504f, 12582912f), n = shifted - 12582912f;
            float r = MathF.FusedMultiplyAdd(n, 2.12194440e-4f, MathF.FusedMultiplyAdd(n, -0.693359375f, x));
            float q = MathF.FusedMultiplyAdd(0.00138145429f, r, 0.00836874545f);
            q = MathF.FusedMultiplyAdd(q, r, 0.0416683890f);
            q = MathF.FusedMultiplyAdd(q, r, 0.166665211f);
            q = MathF.FusedMultiplyAdd(q, r, 0.499999940f);
            return (MathF.FusedMultiplyAdd(q, r * r, r) + 1) * MathF.ScaleB(1, (int)n / 2) * MathF.ScaleB(1, (int)n - (int)n / 2);
        }
        for (float x = -87.3f; x < 88.7f; x += 0.00211f) Assert.AreEqual(Twin(x), VectorMath.Exp(Vector512.Create(x))[7], $"x = {x}");
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
