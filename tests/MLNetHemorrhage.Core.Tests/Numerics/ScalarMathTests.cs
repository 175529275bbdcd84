using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class ScalarMathTests
{
    // The oracle, the system's libm, is itself good to about half a unit.
    private static double Ulps(double actual, double expected) =>
        actual.Equals(expected) ? 0 : Math.Abs(actual - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));

    [TestMethod]
    public void Exp_matches_the_library()
    {
        for (double x = -744; x < 709.7; x += 0.0371) Assert.IsLessThanOrEqualTo(1.5, Ulps(ScalarMath.Exp(x), Math.Exp(x)), $"x = {x}");
        Assert.AreEqual(0, ScalarMath.Exp(double.NegativeInfinity));
        Assert.AreEqual(double.PositiveInfinity, ScalarMath.Exp(double.PositiveInfinity));
        Assert.AreEqual(double.PositiveInfinity, ScalarMath.Exp(709.9));
        Assert.IsTrue(double.IsNaN(ScalarMath.Exp(double.NaN)));
        Assert.AreEqual(1, ScalarMath.Exp(0));
    }

    [TestMethod]
    public void Log_matches_the_library()
    {
        for (double x = 1e-320; x < 1e308; x *= 1.0173) Assert.IsLessThanOrEqualTo(1.0, Ulps(ScalarMath.Log(x), Math.Log(x)), $"x = {x}");
        for (double x = 0.5; x < 2; x += 1e-4) Assert.IsLessThanOrEqualTo(1.0, Ulps(ScalarMath.Log(x), Math.Log(x)), $"x = {x}");
        Assert.AreEqual(0, ScalarMath.Log(1));
        Assert.AreEqual(double.NegativeInfinity, ScalarMath.Log(0));
        Assert.AreEqual(double.PositiveInfinity, ScalarMath.Log(double.PositiveInfinity));
        Assert.IsTrue(double.IsNaN(ScalarMath.Log(-1)));
        Assert.IsTrue(double.IsNaN(ScalarMath.Log(double.NaN)));
    }

    [TestMethod]
    public void Sin_and_cos_match_the_library()
    {
        for (double x = -20; x < 20; x += 0.00097) AssertSinCos(x);
        for (double x = 1; x < ScalarTrigonometry.Limit; x *= 1.00193) AssertSinCos(x);
        for (int quarters = -400; quarters < 400; quarters++) AssertSinCos(quarters * (Math.PI / 4));
        for (int position = 0; position < 200000; position += 7) AssertSinCos(position);
    }

    private static void AssertSinCos(double x)
    {
        Assert.IsLessThanOrEqualTo(1.0, Ulps(ScalarMath.Sin(x), Math.Sin(x)), $"sin {x:R}");
        Assert.IsLessThanOrEqualTo(1.0, Ulps(ScalarMath.Cos(x), Math.Cos(x)), $"cos {x:R}");
    }

    [TestMethod]
    public void Angles_beyond_the_limit_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ScalarMath.Sin(2e6));

    [TestMethod]
    public void Pow_matches_the_library()
    {
        double[] bases = [1e-300, 1e-5, 0.3, 0.9999, 1.0001, 2, 10, 10000, 500000, 1e6, 1e200];
        foreach (double x in bases)
            for (double y = -40; y < 40; y += 0.0625)
                if (double.IsNormal(Math.Pow(x, y))) Assert.IsLessThanOrEqualTo(2.0, Ulps(ScalarMath.Pow(x, y), Math.Pow(x, y)), $"{x}^{y}");
        Assert.AreEqual(1024, ScalarMath.Pow(2, 10));
        Assert.AreEqual(0, ScalarMath.Pow(0, 2));
        Assert.AreEqual(double.PositiveInfinity, ScalarMath.Pow(0, -2));
        Assert.AreEqual(1, ScalarMath.Pow(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScalarMath.Pow(-1, 2));
    }
}
