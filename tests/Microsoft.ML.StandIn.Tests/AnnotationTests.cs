namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class AnnotationTests
{
    private readonly MLContext _context = new(1);
    private readonly Payload _payload = new("p");

    [TestMethod]
    public void An_object_on_a_text_column_survives_what_keeps_the_column()
    {
        var data = Data();
        AssertKept(_context.Data.Cache(data));
        AssertKept(_context.Data.TakeRows(data, 2));
        AssertKept(_context.Data.SkipRows(data, 2));
        AssertKept(_context.Data.FilterRowsByColumn(data, "Length", 2));
        AssertKept(_context.Data.FilterByCustomPredicate<Story>(data, s => s.Length > 2));
        AssertKept(_context.Data.TrainTestSplit(data).TrainSet);
        AssertKept(_context.Transforms.DropColumns("Length").Fit(data).Transform(data));
        AssertKept(_context.Transforms.SelectColumns("Model").Fit(data).Transform(data));
        AssertKept(_context.Transforms.CustomMapping<Story, Story>((_, _) => { }, null).Fit(data).Transform(data));
        AssertKept(((ITransformer)_context.Transforms.CopyColumns("Copy", "Model").Fit(data)).Transform(data), "Copy");
    }

    [TestMethod]
    public void A_later_estimator_sees_the_object_behind_a_cache_checkpoint()
    {
        Payload? seen = null;
        new AnnotatedEstimator("Model", _payload).AppendCacheCheckpoint(_context).Append(new Sees(p => seen = p)).Fit(Story.Table(_context));
        Assert.AreSame(_payload, seen);
    }

    [TestMethod]
    public void The_last_column_of_a_name_counts()
    {
        var data = new Annotated("Model", new("new")).Transform(Data());
        Assert.AreEqual("new", Annotated.Find(data.Schema, "Model")!.Name);
        CollectionAssert.AreEqual(new[] { true, false }, data.Schema.Where(c => c.Name == "Model").Select(c => c.IsHidden).ToArray());
    }

    [TestMethod]
    public void Values_are_read_by_kind_and_by_column()
    {
        var annotations = Data().Schema["Model"].Annotations;
        var number = 0;
        annotations.GetValue(Annotated.NumberKind, ref number);
        Assert.AreEqual(7, number);
        number = 0;
        annotations.GetGetter<int>(annotations.Schema[Annotated.NumberKind])(ref number);
        Assert.AreEqual(7, number);
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("nothing", ref number));
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetGetter<float>(annotations.Schema[Annotated.NumberKind]));
        Assert.AreEqual(0, DataViewSchema.Annotations.Empty.Schema.Count);
    }

    [TestMethod]
    public void A_builder_checks_types_and_selects()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Assert.ThrowsExactly<ArgumentException>(() => builder.AddPrimitiveValue("x", NumberDataViewType.Single, 1));
        builder.Add(Data().Schema["Model"].Annotations, kind => kind == Annotated.Kind);
        CollectionAssert.AreEqual(new[] { Annotated.Kind }, builder.ToAnnotations().Schema.Select(c => c.Name).ToArray());
    }

    [TestMethod]
    public void Slot_names_name_the_components_of_a_vector()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, 2), (ref VBuffer<ReadOnlyMemory<char>> names) =>
            names = new(2, ["first".AsMemory(), "second".AsMemory()]));
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Named", new VectorDataViewType(NumberDataViewType.Single, 2), annotations.ToAnnotations());
        builder.AddColumn("Other", new VectorDataViewType(NumberDataViewType.Single, 3), annotations.ToAnnotations());
        var schema = builder.ToSchema();
        Assert.IsTrue(schema["Named"].HasSlotNames());
        Assert.IsFalse(schema["Other"].HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Named"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "first", "second" }, names.DenseValues().Select(n => n.ToString()).ToArray());
    }

    private IDataView Data() => new Annotated("Model", _payload).Transform(Story.Table(_context));

    private void AssertKept(IDataView data, string column = "Model")
    {
        Assert.AreSame(_payload, Annotated.Find(data.Schema, column));
        Assert.AreEqual("p", data.GetColumn<string>(column).First());
    }

    private sealed class Sees(Action<Payload?> see) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            see(Annotated.Find(input.Schema, "Model"));
            return new TransformerChain<ITransformer>();
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
