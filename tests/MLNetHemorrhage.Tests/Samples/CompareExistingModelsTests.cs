using System.Globalization;
using CompareExistingModels;

namespace MLNetHemorrhage.Tests.Samples;

[TestClass]
public sealed class CompareExistingModelsTests
{
    [TestMethod]
    public void The_sample_prints_one_line_for_each_width()
    {
        var lines = SampleProgram.Run("CompareExistingModels");
        CollectionAssert.AreEqual(new[] { "weights", "int8", "int4", "int2" }, lines.Select(l => l.Split(' ')[0]).ToArray());
        var metrics = ScoreTable.Compare(8);
        StringAssert.Contains(lines[1], string.Create(CultureInfo.InvariantCulture, $"{metrics.KlDivergence:F6} ± {metrics.KlDivergenceStandardError:F6}"));
    }

    [TestMethod]
    public void Fewer_bits_change_more()
    {
        var (eight, four, two) = (ScoreTable.Compare(8), ScoreTable.Compare(4), ScoreTable.Compare(2));
        Assert.IsTrue(0 < eight.KlDivergence && eight.KlDivergence < four.KlDivergence && four.KlDivergence < two.KlDivergence);
        Assert.IsTrue(eight.SameTop > four.SameTop && four.SameTop > two.SameTop);
        Assert.AreEqual(500, eight.Rows);
    }
}
