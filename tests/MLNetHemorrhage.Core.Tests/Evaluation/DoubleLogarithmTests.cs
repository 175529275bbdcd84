using System.Runtime.Intrinsics;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class DoubleLogarithmTests
{
    [TestMethod]
    public void Agrees_with_the_library_to_the_last_places()
    {
        for (double x = 1e-300; x < 1e300; x *= 1.0037) AssertAgrees(x);
        for (double x = 0.9; x < 1.1; x += 1e-4) AssertAgrees(x);
    }

    [TestMethod]
    public void One_has_no_logarithm_but_zero() => Assert.AreEqual(0, Of(1));

    private static void AssertAgrees(double x)
    {
        double expected = Math.Log(x);
        Assert.AreEqual(expected, Of(x), 6e-16 * Math.Abs(expected), $"{x}");
    }

    private static double Of(double x) => DoubleLogarithm.Of(Vector512.Create(x))[3];
}
