namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class CacheTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void A_cached_table_reads_its_source_once()
    {
        var read = 0;
        var cached = _context.Data.Cache(_context.Data.LoadFromEnumerable(Story.Some(4).Select(s =>
        {
            read++;
            return s;
        })));
        for (var i = 0; i < 3; i++)
            CollectionAssert.AreEqual(new[] { "a", "bb", "ccc", "dddd" }, cached.GetColumn<string>("Text").ToArray());
        Assert.AreEqual(4, read);
        CollectionAssert.AreEqual(new[] { 0f, -3f }, new[] { cached.GetColumn<float[]>("Features").First()[1], cached.GetColumn<float[]>("Features").Last()[1] });
    }

    [TestMethod]
    public void A_column_of_a_type_of_its_own_is_left_out()
    {
        var data = _context.Data.LoadFromEnumerable([new Parcel { Text = "t", Content = new("c") }]);
        Assert.AreEqual("c", data.GetColumn<Payload>("Content").Single().Name);
        var cached = _context.Data.Cache(data);
        CollectionAssert.AreEqual(new[] { "Text" }, cached.Schema.Select(c => c.Name).ToArray());
        Assert.AreEqual("t", cached.GetColumn<string>("Text").Single());
    }

    [TestMethod]
    public void A_column_to_prefetch_must_exist() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Data.Cache(Story.Table(_context), "Nowhere"));
}
