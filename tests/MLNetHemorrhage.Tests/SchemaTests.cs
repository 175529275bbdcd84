namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class SchemaTests
{
    [TestMethod]
    public void Shapes_promise_exactly_what_schemas_become()
    {
        using var story = new Story();
        var estimator = story.Pipeline();
        var (shape, schema) = (estimator.GetOutputSchema(ShapeOf(story.Data.Schema)), estimator.Fit(story.Data).Transform(story.Data).Schema);
        CollectionAssert.AreEquivalent(Describe(ShapeOf(schema)), Describe(shape));
        CollectionAssert.AreEqual(
            new[] { "Text", "Number", "Model", "ScoreNegativeLogLikelihood", "ScorePerplexity", "ScoreTokenCount" },
            schema.Where(c => !c.IsHidden).Select(c => c.Name).ToArray());
    }

    [TestMethod]
    public void A_saved_pipeline_keeps_the_visible_schema()
    {
        using var story = new Story();
        var model = story.Pipeline().Fit(story.Data);
        CollectionAssert.AreEquivalent(Visible(model.Transform(story.Data)), Visible(story.Reloaded(model).Transform(story.Data)));

        static string[] Visible(IDataView data) => [.. data.Schema.Where(c => !c.IsHidden).Select(c => $"{c.Name}: {c.Type}")];
    }

    [TestMethod]
    public void The_model_column_tells_what_the_model_went_through()
    {
        using var story = new Story();
        var row = story.Rows(story.Pipeline().Fit(story.Data).Transform(story.Data))[0];
        StringAssert.EndsWith(row.Model, " + prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)", StringComparison.Ordinal);
    }

    private static string[] Describe(SchemaShape shape) => [.. shape.Select(c => $"{c.Name} {c.Kind} {c.ItemType} {c.IsKey} {{{string.Join(", ", Describe(c.Annotations))}}}")];

    private static SchemaShape ShapeOf(DataViewSchema schema) => Rows.Shapes.With(new([]), schema.Where(c => !c.IsHidden).Select(c => new DataViewSchema.DetachedColumn(c)));
}
