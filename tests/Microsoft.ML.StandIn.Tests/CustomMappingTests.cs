namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class CustomMappingTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void The_code_runs_once_per_row_and_only_when_asked()
    {
        var calls = 0;
        var data = Story.Table(_context);
        var mapped = _context.Transforms.CustomMapping<Story, Result>(
            (s, r) =>
            {
                calls++;
                (r.Shout, r.Parts) = (s.Text!.ToUpperInvariant(), [s.Length, s.Features[1]]);
            },
            null).Fit(data).Transform(data);
        Assert.AreEqual("Shout: String|Parts: Vector<Single>", string.Join("|", mapped.Schema.Skip(3)));
        Assert.AreEqual(15, mapped.GetColumn<string>("Text").Sum(t => t.Length));
        Assert.AreEqual(0, calls);
        var results = _context.Data.CreateEnumerable<Result>(mapped, false).ToArray();
        Assert.AreEqual(5, calls);
        Assert.AreEqual("CCC", results[2].Shout);
        CollectionAssert.AreEqual(new[] { 3f, -2f }, results[2].Parts);
    }

    [TestMethod]
    public void Definitions_rename_input_and_output()
    {
        var input = SchemaDefinition.Create(typeof(Length));
        input["Value"].ColumnName = "Length";
        var output = SchemaDefinition.Create(typeof(SchemaShapeTests.Doubled));
        output["Twice"].ColumnName = "Double";
        var data = Story.Table(_context);
        var mapped = _context.Transforms.CustomMapping<Length, SchemaShapeTests.Doubled>((l, d) => d.Twice = 2 * l.Value, null, input, output).Fit(data).Transform(data);
        Assert.AreEqual(4f, mapped.GetColumn<float>("Double").ElementAt(1));
    }

    [TestMethod]
    public void Wrong_columns_fail_at_fit()
    {
        var data = _context.Data.LoadFromEnumerable([new SchemaShapeTests.Doubled()]);
        var missing = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EstimatorChain<ITransformer>().Append(_context.Transforms.CustomMapping<Story, Result>((_, _) => { }, null)).Fit(data));
        Assert.AreEqual("Could not find input column 'Text' (Parameter 'inputSchema')", missing.Message);
        var stories = Story.Table(_context);
        var wrong = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Transforms.CopyColumns("Text", "Length").Append(_context.Transforms.CustomMapping<Story, Result>((_, _) => { }, null)).Fit(stories));
        Assert.AreEqual("Schema mismatch for input column 'Text': expected String, got Single (Parameter 'inputSchema')", wrong.Message);
    }

    [TestMethod]
    public void Columns_of_an_own_type_pass_through()
    {
        var data = _context.Data.LoadFromEnumerable([new Parcel { Text = "t", Content = new("c") }]);
        var mapped = _context.Transforms.CustomMapping<Parcel, Result>((p, r) => r.Shout = p.Content!.Name + p.Text, null).Fit(data).Transform(data);
        Assert.AreEqual("ct", mapped.GetColumn<string>("Shout").Single());
    }

    public sealed class Length
    {
        public float Value { get; set; }
    }

    public sealed class Result
    {
        public string? Shout { get; set; }

        public float[]? Parts { get; set; }
    }
}
