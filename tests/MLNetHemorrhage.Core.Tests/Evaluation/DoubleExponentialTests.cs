using System.Runtime.Intrinsics;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class DoubleExponentialTests
{
    [TestMethod]
    public void Agrees_with_the_library_to_the_last_places()
    {
        for (double x = 0; x > -700; x = x * 1.001 - 1e-4)
            Assert.AreEqual(1, Of(x) / Math.Exp(x), 5e-16, $"{x}");
    }

    [TestMethod]
    public void Ends_are_exact()
    {
        Assert.AreEqual(1, Of(0));
        Assert.AreEqual(0, Of(-1000));
        Assert.AreEqual(0, Of(double.NegativeInfinity));
        Assert.IsTrue(double.IsNaN(Of(double.NaN)));
        Assert.IsTrue(double.IsNaN(Of(float.NaN)));
    }

    private static double Of(double x) => DoubleExponential.Of(Vector512.Create(x))[5];
}
