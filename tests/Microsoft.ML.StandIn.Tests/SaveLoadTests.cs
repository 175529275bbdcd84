using Microsoft.ML.Transforms;

namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class SaveLoadTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void A_loaded_chain_does_what_the_saved_one_did()
    {
        var data = Story.Table(_context);
        var model = _context.Transforms.CopyColumns("Copy", "Text")
            .Append(_context.Transforms.Conversion.MapValue("Mapped", new Dictionary<string, string> { ["a"] = "first", ["bb"] = "second" }, "Copy"))
            .Append(_context.Transforms.CustomMapping<Story, Shouted>(Shouts.Shout, Shouts.Contract))
            .Append(_context.Transforms.DropColumns("Copy"))
            .Append(_context.Transforms.SelectColumns("Shouting", "Mapped"))
            .Fit(data);
        var loaded = Loaded(model, data.Schema, out var schema);
        CollectionAssert.AreEqual(data.Schema.Select(c => c.ToString()).ToArray(), schema.Select(c => c.ToString()).ToArray());
        AssertSame(model.Transform(data), loaded.Transform(data));
        AssertSame(model.Transform(data), Loaded(loaded, schema, out _).Transform(data));
        CollectionAssert.AreEqual(new[] { "first", "second", "", "", "" }, loaded.Transform(data).GetColumn<string>("Mapped").ToArray());
        Assert.AreEqual("BB", loaded.Transform(data).GetColumn<string>("Shouting").ElementAt(1));
    }

    [TestMethod]
    public void A_model_is_saved_to_a_path()
    {
        var path = Path.GetTempFileName();
        try
        {
            _context.Model.Save(_context.Transforms.CopyColumns("Copy", "Text").Fit(Story.Table(_context)), Story.Table(_context).Schema, path);
            var loaded = new MLContext().Model.Load(path, out _);
            Assert.AreEqual("a", loaded.Transform(Story.Table(_context)).GetColumn<string>("Copy").First());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void A_transformer_that_writes_nothing_cannot_be_saved()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Save(new Annotated("Model", new("p")), Story.Table(_context).Schema));
        Assert.AreEqual("ModelSignature not specified!", error.Message);
    }

    [TestMethod]
    public void A_mapping_without_a_contract_cannot_be_saved()
    {
        var model = _context.Transforms.CustomMapping<Story, Shouted>(Shouts.Shout, null).Fit(Story.Table(_context));
        Assert.ThrowsExactly<InvalidOperationException>(() => Save(model, Story.Table(_context).Schema));
    }

    [TestMethod]
    public void A_mapping_without_a_factory_cannot_be_loaded()
    {
        var model = _context.Transforms.CustomMapping<Story, Shouted>(Shouts.Shout, "Tests.Nobody").Fit(Story.Table(_context));
        using var stream = Save(model, Story.Table(_context).Schema);
        Assert.Throws<Exception>(() => new MLContext().Model.Load(stream, out _));
    }

    [TestMethod]
    public void An_external_transformer_comes_back_as_the_built_ins_it_saved()
    {
        var data = Story.Table(_context);
        var stored = _context.Transforms.CopyColumns("Model", "Text").Append(_context.Transforms.DropColumns("Length")).Fit(data);
        var chain = new TransformerChain<ITransformer>(new Annotated("Model", new("p"), () => stored), _context.Transforms.CopyColumns("Copy", "Model").Fit(new Annotated("Model", new("p")).Transform(data)));
        var loaded = Loaded(chain, data.Schema, out _);
        CollectionAssert.AreEqual(new[] { "Text", "Features", "Model", "Copy" }, loaded.Transform(data).Schema.Select(c => c.Name).ToArray());
        Assert.AreEqual("bb", loaded.Transform(data).GetColumn<string>("Copy").ElementAt(1));
    }

    [TestMethod]
    public void Objects_are_lost_from_the_saved_schema_and_bytes_are_not()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add("Object", PayloadType.Instance, (ref Payload value) => value = new("p"));
        annotations.Add("Bytes", new VectorDataViewType(NumberDataViewType.Byte, 3), (ref VBuffer<byte> value) => value = new(3, [1, 2, 3]));
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Text", TextDataViewType.Instance, annotations.ToAnnotations());
        builder.AddColumn("Own", PayloadType.Instance);
        Loaded(_context.Transforms.CopyColumns("Copy", "Text").Fit(Story.Table(_context)), builder.ToSchema(), out var schema);
        Assert.AreEqual("Text: String {Bytes}", schema.Single().ToString());
        VBuffer<byte> bytes = default;
        schema[0].Annotations.GetValue("Bytes", ref bytes);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, bytes.DenseValues().ToArray());
    }

    [TestMethod]
    public void What_is_not_a_zip_is_not_a_model() =>
        Assert.ThrowsExactly<FormatException>(() => _context.Model.Load(new MemoryStream("nothing"u8.ToArray()), out _));

    private MemoryStream Save(ITransformer model, DataViewSchema schema)
    {
        var stream = new MemoryStream();
        _context.Model.Save(model, schema, stream);
        stream.Position = 0;
        return stream;
    }

    private ITransformer Loaded(ITransformer model, DataViewSchema schema, out DataViewSchema inputSchema)
    {
        using var stream = Save(model, schema);
        return new MLContext(2).Model.Load(stream, out inputSchema);
    }

    private static void AssertSame(IDataView expected, IDataView actual)
    {
        CollectionAssert.AreEqual(expected.Schema.Select(c => c.ToString()).ToArray(), actual.Schema.Select(c => c.ToString()).ToArray());
        foreach (var column in expected.Schema)
            CollectionAssert.AreEqual(expected.GetColumn<string>(column).ToArray(), actual.GetColumn<string>(column.Name).ToArray());
    }

    public sealed class Shouted
    {
        public string? Shouting { get; set; }
    }

    [CustomMappingFactoryAttribute(Contract)]
    public sealed class Shouts : CustomMappingFactory<Story, Shouted>
    {
        public const string Contract = "Tests.Shout";

        public static void Shout(Story story, Shouted shouted) => shouted.Shouting = story.Text!.ToUpperInvariant();

        public override Action<Story, Shouted> GetMapping() => Shout;
    }
}
