namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class FilterTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void A_range_holds_its_lower_bound_and_not_its_upper() =>
        AssertTexts(_context.Data.FilterRowsByColumn(Story.Table(_context), "Length", 2, 4), "bb", "ccc");

    [TestMethod]
    public void A_number_that_is_missing_is_in_no_range()
    {
        var data = _context.Data.LoadFromEnumerable([new Story { Text = "x", Length = float.NaN }, new Story { Text = "y", Length = 1 }]);
        AssertTexts(_context.Data.FilterRowsByColumn(data, "Length"), "y");
    }

    [TestMethod]
    public void A_range_is_of_numbers() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Data.FilterRowsByColumn(Story.Table(_context), "Text"));

    [TestMethod]
    public void A_predicate_says_what_to_drop() =>
        AssertTexts(_context.Data.FilterByCustomPredicate<Story>(Story.Table(_context), s => s.Text != "bb"), "bb");

    [TestMethod]
    public void Rows_are_taken_and_skipped()
    {
        AssertTexts(_context.Data.TakeRows(Story.Table(_context), 2), "a", "bb");
        AssertTexts(_context.Data.SkipRows(Story.Table(_context), 3), "dddd", "eeeee");
        AssertTexts(_context.Data.TakeRows(_context.Data.SkipRows(Story.Table(_context), 1), 1), "bb");
        Assert.Throws<ArgumentException>(() => _context.Data.TakeRows(Story.Table(_context), 0));
    }

    [TestMethod]
    public void Rows_that_are_not_taken_are_not_read()
    {
        var read = 0;
        var data = _context.Data.LoadFromEnumerable(Story.Some(20).Select(s =>
        {
            read++;
            return s;
        }));
        AssertTexts(_context.Data.TakeRows(data, 2), "a", "bb");
        Assert.IsLessThan(5, read);
    }

    [TestMethod]
    public void A_split_loses_no_row_and_repeats()
    {
        var data = Story.Table(_context, 20);
        var split = _context.Data.TrainTestSplit(data, 0.4, seed: 3);
        var train = split.TrainSet.GetColumn<string>("Text").ToArray();
        var test = split.TestSet.GetColumn<string>("Text").ToArray();
        CollectionAssert.AreEquivalent(data.GetColumn<string>("Text").ToArray(), train.Concat(test).ToArray());
        Assert.IsNotEmpty(train);
        Assert.IsNotEmpty(test);
        CollectionAssert.AreEqual(test, _context.Data.TrainTestSplit(data, 0.4, seed: 3).TestSet.GetColumn<string>("Text").ToArray());
        CollectionAssert.AreEqual(data.Schema.Select(c => c.Name).ToArray(), split.TestSet.Schema.Select(c => c.Name).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Data.TrainTestSplit(data, 1));
    }

    private static void AssertTexts(IDataView data, params string[] texts) =>
        CollectionAssert.AreEqual(texts, data.GetColumn<string>("Text").ToArray());
}
