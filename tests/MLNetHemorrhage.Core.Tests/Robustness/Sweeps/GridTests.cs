using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

[TestClass]
public sealed class GridTests
{
    [TestMethod]
    [DataRow("0.1:0.8:0.1", new[] { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8 })]
    [DataRow("0.5:0.6:0.07", new[] { 0.5, 0.57 })]
    [DataRow("0.95:0.8:-0.05", new[] { 0.95, 0.9, 0.85, 0.8 })]
    [DataRow("0.5:0.5:0.1", new[] { 0.5 })]
    [DataRow("8,6,4,3,2", new double[] { 8, 6, 4, 3, 2 })]
    [DataRow(" 0.3 , .25", new[] { 0.3, 0.25 })]
    [DataRow("5e-1", new[] { 0.5 })]
    public void Grids_are_read_in_decimal_arithmetic(string text, double[] values)
    {
        CollectionAssert.AreEqual(values, Grid.Parse(text).Values.ToArray());
        Assert.AreEqual(text, Grid.Parse(text).ToString());
    }

    [TestMethod]
    [DataRow("", "grid \"\": expected a number such as 0.5, found nothing")]
    [DataRow("0.1,x", "grid \"0.1,x\": expected a number such as 0.5, found x")]
    [DataRow("0.1:0.8", "grid \"0.1:0.8\": expected first:last:step, as in 0.1:0.8:0.1, found 0.1:0.8")]
    [DataRow("0.1:0.8:", "grid \"0.1:0.8:\": expected a number such as 0.5, found nothing")]
    [DataRow("0.1:0.8:0", "grid \"0.1:0.8:0\": expected a step that leads from 0.1 to 0.8, found 0")]
    [DataRow("0.1:0.8:-0.1", "grid \"0.1:0.8:-0.1\": expected a step that leads from 0.1 to 0.8, found -0.1")]
    [DataRow("0:1:0.00001", "grid \"0:1:0.00001\": expected at most 10000 values, found more")]
    [DataRow("8,6,8.0", "grid \"8,6,8.0\": expected every value once, found 8.0 twice")]
    [DataRow("0.1,NaN", "grid \"0.1,NaN\": expected a number such as 0.5, found NaN")]
    public void What_is_not_a_grid_is_refused(string text, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(() => Grid.Parse(text)).Message);

    [TestMethod]
    public void The_default_of_a_coordinate_fits_its_methods()
    {
        Assert.AreEqual("0.1:0.8:0.1", Grid.Default("sparsity").ToString());
        Assert.AreEqual("8,6,5,4,3,2", Grid.Default("bits").ToString());
        Assert.ThrowsExactly<HemorrhageException>(() => Grid.Default("temperature"));
    }
}
