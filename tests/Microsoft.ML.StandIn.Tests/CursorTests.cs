namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class CursorTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void Cursors_move_independently()
    {
        var data = Scored();
        using var first = data.GetRowCursor(data.Schema);
        using var second = data.GetRowCursor(data.Schema);
        Assert.IsTrue(first.MoveNext());
        Assert.IsTrue(first.MoveNext());
        Assert.IsTrue(second.MoveNext());
        Assert.AreEqual(4f, Value(first));
        Assert.AreEqual(2f, Value(second));
        Assert.AreEqual(1, first.Position);
        Assert.AreEqual(0, second.Position);
    }

    [TestMethod]
    public void A_set_of_cursors_gives_every_row_once()
    {
        foreach (var data in new[] { Story.Table(_context, 10), Scored(10), _context.Data.Cache(Scored(10)), _context.Data.FilterRowsByColumn(_context.Data.Cache(Scored(10)), "Length") })
        {
            var cursors = data.GetRowCursorSet(data.Schema, 3);
            var lengths = cursors.AsParallel().SelectMany(cursor => Lengths(cursor).ToArray()).Order().ToArray();
            CollectionAssert.AreEqual(Enumerable.Range(1, 10).Select(i => (float)i).ToArray(), lengths);
        }
    }

    [TestMethod]
    public void Ten_readers_at_once_see_the_same()
    {
        var data = _context.Data.Cache(Scored(20));
        var expected = data.GetColumn<float>("Twice").Sum();
        Parallel.For(0, 10, _ => Assert.AreEqual(expected, data.GetColumn<float>("Twice").Sum()));
    }

    [TestMethod]
    public void Only_columns_that_were_asked_for_are_active()
    {
        var data = Scored();
        using var cursor = data.GetRowCursor([data.Schema["Twice"]]);
        Assert.IsTrue(cursor.IsColumnActive(data.Schema["Twice"]));
        Assert.IsFalse(cursor.IsColumnActive(data.Schema["Text"]));
        Assert.Throws<Exception>(() => cursor.GetGetter<ReadOnlyMemory<char>>(data.Schema["Text"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<int>(data.Schema["Twice"]));
    }

    [TestMethod]
    public void The_end_stays_the_end()
    {
        var data = Story.Table(_context, 1);
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.IsTrue(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void Rows_keep_their_id_behind_a_filter()
    {
        var data = Story.Table(_context);
        Assert.AreEqual(Ids(data)[3], Ids(_context.Data.FilterRowsByColumn(data, "Length", 4, 5)).Single());
    }

    private static List<DataViewRowId> Ids(IDataView data)
    {
        var ids = new List<DataViewRowId>();
        using var cursor = data.GetRowCursor([]);
        var get = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            get(ref id);
            ids.Add(id);
        }
        return ids;
    }

    private static IEnumerable<float> Lengths(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            var get = cursor.GetGetter<float>(cursor.Schema["Length"]);
            float length = 0;
            while (cursor.MoveNext())
            {
                get(ref length);
                yield return length;
            }
        }
    }

    private static float Value(DataViewRow row)
    {
        float value = 0;
        row.GetGetter<float>(row.Schema["Twice"])(ref value);
        return value;
    }

    private IDataView Scored(int count = 5)
    {
        var data = Story.Table(_context, count);
        return _context.Transforms.CustomMapping<Story, SchemaShapeTests.Doubled>((s, d) => d.Twice = s.Length * 2, null).Fit(data).Transform(data);
    }
}
