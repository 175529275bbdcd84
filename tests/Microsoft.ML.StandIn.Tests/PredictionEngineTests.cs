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
    public void The_input_must_have_what_the_model_needs() =>
        Assert.Throws<ArgumentException>(() => _context.Model.CreatePredictionEngine<SchemaShapeTests.Doubled, Story>(Model()));

    private TransformerChain<Microsoft.ML.Transforms.CustomMappingTransformer<Story, CustomMappingTests.Result>> Model() =>
        new EstimatorChain<ITransformer>()
            .Append(_context.Transforms.CustomMapping<Story, CustomMappingTests.Result>((s, r) => r.Shout = s.Text!.ToUpperInvariant(), null))
            .Fit(Story.Table(_context));
}
