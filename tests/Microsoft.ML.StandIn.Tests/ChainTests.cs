namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class ChainTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void A_fitted_chain_applies_its_transformers_in_order()
    {
        var chain = _context.Transforms.CopyColumns("A", "Text").Append(_context.Transforms.CopyColumns("B", "A")).Append(_context.Transforms.DropColumns("A"));
        var model = chain.Fit(Story.Table(_context));
        CollectionAssert.AreEqual(new[] { "Text", "Length", "Features", "B" }, model.Transform(Story.Table(_context)).Schema.Select(c => c.Name).ToArray());
        Assert.HasCount(3, model.ToArray());
        Assert.AreSame(model.Last(), model.LastTransformer);
    }

    [TestMethod]
    public void A_missing_column_fails_before_anything_is_fitted()
    {
        var fitted = false;
        var chain = _context.Transforms.CopyColumns("A", "Text").WithOnFitDelegate(_ => fitted = true).Append(_context.Transforms.CopyColumns("B", "Nowhere"));
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => chain.Fit(Story.Table(_context)));
        Assert.AreEqual("Could not find input column 'Nowhere' (Parameter 'inputSchema')", error.Message);
        Assert.AreEqual("inputSchema", error.ParamName);
        Assert.IsFalse(fitted);
    }

    [TestMethod]
    public void A_delegate_sees_what_was_fitted()
    {
        ITransformer? seen = null;
        var model = _context.Transforms.CopyColumns("A", "Text").WithOnFitDelegate(t => seen = t).Append(_context.Transforms.DropColumns("A")).Fit(Story.Table(_context));
        Assert.AreSame(model.First(), seen);
    }

    [TestMethod]
    public void Scopes_choose_what_is_applied()
    {
        var chain = new EstimatorChain<ITransformer>().Append(_context.Transforms.CopyColumns("A", "Text"), TransformerScope.Training).Append(_context.Transforms.CopyColumns("B", "Text"));
        var model = chain.Fit(Story.Table(_context));
        Assert.IsNull(model.Transform(Story.Table(_context)).Schema.GetColumnOrNull("A"));
        Assert.IsNotNull(model.Transform(Story.Table(_context), TransformerScope.Everything).Schema.GetColumnOrNull("A"));
        Assert.HasCount(1, model.GetModelFor(TransformerScope.Scoring).ToArray());
    }

    [TestMethod]
    public void A_cache_checkpoint_makes_later_steps_read_once()
    {
        var rows = 0;
        var counted = _context.Data.LoadFromEnumerable(Counted());
        var chain = _context.Transforms.CopyColumns("A", "Text").AppendCacheCheckpoint(_context).Append(new Reads()).Append(new Reads());
        chain.Fit(counted);
        Assert.AreEqual(3, rows);

        IEnumerable<Story> Counted()
        {
            foreach (var story in Story.Some(3))
            {
                rows++;
                yield return story;
            }
        }
    }

    [TestMethod]
    public void An_empty_chain_has_nothing_to_cache() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_context));

    [TestMethod]
    public void Transformers_append()
    {
        var data = Story.Table(_context);
        var chain = _context.Transforms.CopyColumns("A", "Text").Fit(data).Append(new Annotated("B", new("p")));
        CollectionAssert.AreEqual(new[] { "Text", "Length", "Features", "A", "B" }, chain.GetOutputSchema(data.Schema).Select(c => c.Name).ToArray());
    }

    private sealed class Reads : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            Assert.AreEqual(3, input.GetColumn<string>("A").Count());
            return new TransformerChain<ITransformer>();
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
