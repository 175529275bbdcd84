namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class SchemaShapeTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void A_shape_knows_kinds_items_keys_and_annotations()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Scalar", NumberDataViewType.Single);
        builder.AddColumn("Vector", new VectorDataViewType(NumberDataViewType.Double, 3));
        builder.AddColumn("Any", new VectorDataViewType(TextDataViewType.Instance));
        builder.AddColumn("Key", new KeyDataViewType(typeof(uint), 5));
        builder.AddColumn("Own", PayloadType.Instance);
        var shape = Shapes.Of(new Annotated("Model", new("p")).GetOutputSchema(builder.ToSchema()));

        CollectionAssert.AreEqual(new[] { "Scalar", "Vector", "Any", "Key", "Own", "Model" }, shape.Select(c => c.Name).ToArray());
        Assert.AreEqual(SchemaShape.Column.VectorKind.Scalar, shape[0].Kind);
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, shape[1].Kind);
        Assert.AreEqual(NumberDataViewType.Double, shape[1].ItemType);
        Assert.AreEqual(SchemaShape.Column.VectorKind.VariableVector, shape[2].Kind);
        Assert.IsTrue(shape[3].IsKey);
        Assert.AreEqual(NumberDataViewType.UInt32, shape[3].ItemType);
        Assert.AreSame(PayloadType.Instance, shape[4].ItemType);
        CollectionAssert.AreEqual(new[] { Annotated.Kind, Annotated.NumberKind }, shape[5].Annotations.Select(c => c.Name).ToArray());
        Assert.AreSame(PayloadType.Instance, shape[5].Annotations[0].ItemType);
        Assert.AreEqual(0, shape[0].Annotations.Count);
    }

    [TestMethod]
    public void A_shape_leaves_hidden_columns_out()
    {
        var stories = Story.Table(_context);
        var schema = ((ITransformer)_context.Transforms.CopyColumns("Text", "Length").Fit(stories)).GetOutputSchema(stories.Schema);
        Assert.HasCount(4, schema);
        var shape = Shapes.Of(schema);
        Assert.HasCount(3, shape);
        Assert.AreEqual(NumberDataViewType.Single, shape.Single(c => c.Name == "Text").ItemType);
    }

    [TestMethod]
    public void Every_estimator_foretells_the_schema_it_makes()
    {
        var chain = _context.Transforms.CopyColumns("Copy", "Features")
            .Append(_context.Transforms.Conversion.MapValue("Mapped", new Dictionary<string, float> { ["a"] = 1 }, "Text"))
            .Append(_context.Transforms.CustomMapping<Story, Doubled>((s, d) => d.Twice = s.Length * 2, null))
            .Append(new AnnotatedEstimator("Model", new("p")))
            .Append(_context.Transforms.CopyColumns("Text", "Model"))
            .Append(_context.Transforms.DropColumns("Features"));
        var data = Story.Table(_context);
        var foretold = chain.GetOutputSchema(Shapes.Of(data.Schema));
        var made = Shapes.Of(chain.Fit(data).GetOutputSchema(data.Schema));
        CollectionAssert.AreEquivalent(made.Select(Describe).ToArray(), foretold.Select(Describe).ToArray());
    }

    [TestMethod]
    public void A_column_that_was_not_initialized_is_refused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SchemaShape([default]));

    private static string Describe(SchemaShape.Column column) =>
        $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} {string.Join(",", column.Annotations.Select(a => a.Name))}";

    public sealed class Doubled
    {
        public float Twice { get; set; }
    }
}
