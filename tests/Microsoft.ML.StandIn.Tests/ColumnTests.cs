namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class ColumnTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void A_copy_over_a_name_hides_the_column_that_had_it()
    {
        var data = Apply(Story.Table(_context), _context.Transforms.CopyColumns("Text", "Length"));
        CollectionAssert.AreEqual(new[] { "Text", "Text", "Length", "Features" }, Names(data));
        CollectionAssert.AreEqual(new[] { true, false, false, false }, data.Schema.Select(c => c.IsHidden).ToArray());
        Assert.AreEqual(1, data.Schema["Text"].Index);
        Assert.AreEqual(1f, data.GetColumn<float>("Text").First());
        Assert.AreEqual("a", data.GetColumn<string>(data.Schema[0]).First());
    }

    [TestMethod]
    public void A_hidden_column_stays_until_its_name_is_dropped()
    {
        var hidden = Apply(Story.Table(_context), _context.Transforms.CopyColumns("Text", "Length"));
        CollectionAssert.AreEqual(new[] { "Text", "Text", "Length", "Features" }, Names(_context.Data.TakeRows(hidden, 1)));
        CollectionAssert.AreEqual(new[] { "Text", "Text", "Features" }, Names(Apply(hidden, _context.Transforms.DropColumns("Length"))));
        CollectionAssert.AreEqual(new[] { "Length", "Features" }, Names(Apply(hidden, _context.Transforms.DropColumns("Text"))));
    }

    [TestMethod]
    public void Columns_are_selected_in_the_order_of_their_names()
    {
        var hidden = Apply(Story.Table(_context), _context.Transforms.CopyColumns("Text", "Length"));
        CollectionAssert.AreEqual(new[] { "Features", "Text" }, Names(Apply(hidden, _context.Transforms.SelectColumns("Features", "Text"))));
        CollectionAssert.AreEqual(new[] { "Features", "Text", "Text" }, Names(Apply(hidden, _context.Transforms.SelectColumns(["Features", "Text"], keepHidden: true))));
    }

    [TestMethod]
    public void Columns_to_drop_or_select_must_exist()
    {
        var data = Story.Table(_context);
        var dropping = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Transforms.DropColumns("Text", "X", "Y").Fit(data));
        Assert.AreEqual("Could not find input column 'X,Y' (Parameter 'inputSchema')", dropping.Message);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Transforms.SelectColumns("X").Fit(data));
    }

    [TestMethod]
    public void A_transformer_checks_the_schema_it_is_given()
    {
        var copy = _context.Transforms.CopyColumns("B", "Text").Fit(Story.Table(_context));
        var other = _context.Data.LoadFromEnumerable([new SchemaShapeTests.Doubled()]);
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ((ITransformer)copy).Transform(other));
        Assert.AreEqual("Could not find input column 'Text' (Parameter 'inputSchema')", error.Message);
    }

    [TestMethod]
    public void A_schema_is_asked_by_name_and_by_index()
    {
        var schema = Story.Table(_context).Schema;
        Assert.AreEqual("Length", schema[1].Name);
        Assert.IsNull(schema.GetColumnOrNull("Nowhere"));
        Assert.AreEqual("Column 'Nowhere' not found (Parameter 'name')", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema["Nowhere"]).Message);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema[3]);
        Assert.AreEqual("Features: Vector<Single, 2>", schema["Features"].ToString());
    }

    private static IDataView Apply(IDataView data, IEstimator<ITransformer> estimator) => estimator.Fit(data).Transform(data);

    private static string[] Names(IDataView data) => [.. data.Schema.Select(c => c.Name)];
}
