using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class NumeralsTests
{
    [TestMethod]
    [DataRow(4.086208, 0.0921, "4.086 ± 0.092")]
    [DataRow(8180.4, 511.49, "8180 ± 511")]
    [DataRow(0.0, 0.0, "0 ± 0")]
    [DataRow(-0.00014, 0.00069, "-0.00014 ± 0.00069")]
    [DataRow(1.5, double.NaN, "1.500 ± ?")]
    [DataRow(double.PositiveInfinity, double.PositiveInfinity, "∞ ± ∞")]
    [DataRow(3.2e7, 1.1e6, "3.20e+7 ± 1.10e+6")]
    [DataRow(4.5e-9, 1e-10, "4.50e-9 ± 1.00e-10")]
    public void The_error_decides_how_many_digits_are_shown(double value, double error, string expected) =>
        Assert.AreEqual(expected, Numerals.WithError(new Estimate(value, error)));

    [TestMethod]
    public void Shares_are_percentages_with_their_error() => Assert.AreEqual("98.83 ± 0.96 %", Numerals.Percent(new Estimate(0.98826, 0.0096)));
}
