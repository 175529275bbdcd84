namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class PredictionEngineTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void An_engine_maps_one_object_at_a_time()
    {
        using var engine = _context.Model.CreatePredictionEngine<Story, CustomMappingTests.Result>(Model());
        Assert.AreEqual("ONE", engine.Predict(new Story { Text = "one" }).Shout);
        Assert.AreEqual("TWO", engine.Predict(new Story { Text = "two" }).Shout);
        var result = new CustomMappingTests.Result();
        engine.Predict(new Story { Text = "three" }, ref result);
        Assert.AreEqual("THREE", result.Shout);
        Assert.IsNotNull(engine.OutputSchema.GetColumnOrNull("Shout"));
    }

    [TestMethod]
    public void An_external_transformer_runs_in_an_engine()
    {
        var chain = new TransformerChain<ITransformer>(new Annotated("Model", new("p")), _context.Transforms.CopyColumns("Shout", "Model").Fit(new Annotated("Model", new("p")).Transform(Story.Table(_context))));
        using var engine = _context.Model.CreatePredictionEngine<Story, CustomMappingTests.Result>(chain);
        Assert.AreEqual("p", engine.Predict(new Story()).Shout);
    }

    [TestMethod]
    public void Columns_may_be_missing_unless_that_is_forbidden()
    {
        using var engine = _context.Model.CreatePredictionEngine<Story, EnumerableTests.Everything>(Model());
        Assert.IsNull(engine.Predict(new Story { Text = "x" }).Name);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _context.Model.CreatePredictionEngine<Story, EnumerableTests.Everything>(Model(), ignoreMissingColumns: false));
    }

    [TestMethod]
    public void A_schema_types_the_input()
    {
        var stories = Story.Table(_context);
        using var engine = _context.Model.CreatePredictionEngine<Loose, CustomMappingTests.Result>(Vectors(stories), stories.Schema);
        CollectionAssert.AreEqual(new[] { 3f, 4f }, engine.Predict(new Loose { Features = [3, 4] }).Parts);
        Assert.ThrowsExactly<InvalidOperationException>(() => _context.Model.CreatePredictionEngine<SchemaShapeTests.Doubled, CustomMappingTests.Result>(Vectors(stories), stories.Schema));
    }

    [TestMethod]
    public void A_row_of_another_schema_is_refused()
    {
        var (one, other) = (Story.Table(_context), Story.Table(_context));
        var copy = _context.Transforms.CopyColumns("Copy", "Text").Fit(one);
        using var row = other.GetRowCursor(other.Schema);
        foreach (ITransformer transformer in new ITransformer[] { copy, new TransformerChain<ITransformer>(copy) })
        {
            var mapper = transformer.GetRowToRowMapper(one.Schema);
            Assert.Throws<Exception>(() => mapper.GetRow(row, mapper.OutputSchema));
        }
    }

    [TestMethod]
    public void The_input_must_have_what_the_model_needs() =>
        Assert.Throws<ArgumentException>(() => _context.Model.CreatePredictionEngine<SchemaShapeTests.Doubled, Story>(Model()));

    private TransformerChain<Microsoft.ML.Transforms.ColumnCopyingTransformer> Vectors(IDataView stories) => _context.Transforms.CopyColumns("Parts", "Features")
        .Append(_context.Transforms.CustomMapping<Loose, Shout>((_, r) => r.Shouted = "x", null))
        .Append(_context.Transforms.CopyColumns("Shout", "Shouted"))
        .Fit(stories);

    public sealed class Shout
    {
        public string? Shouted { get; set; }
    }

    /// <summary>A story whose vector may have any length.</summary>
    public sealed class Loose
    {
        public string? Text { get; set; }

        public float Length { get; set; }

        public float[] Features { get; set; } = [];
    }

    private TransformerChain<Microsoft.ML.Transforms.CustomMappingTransformer<Story, CustomMappingTests.Result>> Model() =>
        new EstimatorChain<ITransformer>()
            .Append(_context.Transforms.CustomMapping<Story, CustomMappingTests.Result>((s, r) => r.Shout = s.Text!.ToUpperInvariant(), null))
            .Fit(Story.Table(_context));
}
