using System.Runtime.InteropServices;

namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class MapValueTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void Texts_map_to_numbers_and_the_unknown_to_nothing()
    {
        var mapped = Map("Text", new Dictionary<string, float> { ["a"] = 10, ["ccc"] = 30 });
        CollectionAssert.AreEqual(new[] { 10f, 0, 30 }, mapped.GetColumn<float>("Out").ToArray());
        CollectionAssert.AreEqual(new[] { 10, 0, 30 }, Map("Text", new Dictionary<string, int> { ["a"] = 10, ["ccc"] = 30 }).GetColumn<int>("Out").ToArray());
    }

    [TestMethod]
    public void Numbers_map_to_the_very_same_text()
    {
        var text = new string('x', 100);
        var mapped = Map("Length", new Dictionary<float, string> { [1] = text });
        Assert.AreEqual(TextDataViewType.Instance, mapped.Schema["Out"].Type);
        var values = mapped.GetColumn<ReadOnlyMemory<char>>("Out").ToArray();
        Assert.IsTrue(MemoryMarshal.TryGetString(values[0], out var first, out _, out _));
        Assert.AreEqual(text, values[0].ToString());
        Assert.IsTrue(values[1].IsEmpty);
        Assert.IsTrue(MemoryMarshal.TryGetString(mapped.GetColumn<ReadOnlyMemory<char>>("Out").First(), out var again, out _, out _));
        Assert.AreSame(first, again);
    }

    [TestMethod]
    public void A_key_may_come_once() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => Map("Text", new KeyValuePair<string, int>[] { new("a", 1), new("a", 2) }));

    [TestMethod]
    public void The_input_must_exist()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Map("Nowhere", new Dictionary<string, int> { ["a"] = 1 }));
        Assert.AreEqual("Could not find input column 'Nowhere' (Parameter 'inputSchema')", error.Message);
    }

    private IDataView Map<TKey, TValue>(string input, IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        var data = Story.Table(_context, 3);
        return ((ITransformer)_context.Transforms.Conversion.MapValue("Out", pairs, input).Fit(data)).Transform(data);
    }
}
