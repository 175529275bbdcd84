namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class EnumerableTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void Members_become_columns_and_columns_members()
    {
        var row = new Everything { Name = "n", Flag = true, Small = -3, Big = ulong.MaxValue, Real = 0.1, Moment = new(2020, 1, 2), Span = TimeSpan.FromSeconds(3), Values = [1, 2, 3], Words = ["x", "y"], Field = 9, Ignored = 5, Kind = 2 };
        var data = _context.Data.LoadFromEnumerable([row]);
        var schema = data.Schema;
        Assert.AreEqual(TextDataViewType.Instance, schema["Title"].Type);
        Assert.AreEqual(BooleanDataViewType.Instance, schema["Flag"].Type);
        Assert.AreEqual(NumberDataViewType.SByte, schema["Small"].Type);
        Assert.AreEqual(NumberDataViewType.UInt64, schema["Big"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Int32, 3), schema["Values"].Type);
        Assert.AreEqual(new VectorDataViewType(TextDataViewType.Instance), schema["Words"].Type);
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 4), schema["Kind"].Type);
        Assert.IsNull(schema.GetColumnOrNull("Ignored"));

        var copy = _context.Data.CreateEnumerable<Everything>(data, reuseRowObject: false).Single();
        Assert.AreEqual((row.Name, row.Flag, row.Small, row.Big, row.Real, row.Moment, row.Span, row.Field, 0), (copy.Name, copy.Flag, copy.Small, copy.Big, copy.Real, copy.Moment, copy.Span, copy.Field, copy.Ignored));
        CollectionAssert.AreEqual(row.Values, copy.Values);
        CollectionAssert.AreEqual(row.Words, copy.Words);
        Assert.AreEqual(3u, copy.Kind, "columns count keys from 1");
    }

    [TestMethod]
    public void A_null_text_is_an_empty_one()
    {
        var data = _context.Data.LoadFromEnumerable([new Story { Text = null }]);
        Assert.AreEqual("", data.GetColumn<string>("Text").Single());
        Assert.IsTrue(data.GetColumn<ReadOnlyMemory<char>>("Text").Single().IsEmpty);
    }

    [TestMethod]
    public void Row_objects_are_new_or_reused()
    {
        var data = Story.Table(_context, 3);
        Assert.AreEqual(3, _context.Data.CreateEnumerable<Story>(data, reuseRowObject: false).Distinct().Count());
        Assert.AreEqual(1, _context.Data.CreateEnumerable<Story>(data, reuseRowObject: true).Distinct().Count());
    }

    [TestMethod]
    public void A_column_that_is_missing_is_an_error_unless_it_may_be()
    {
        var data = _context.Data.LoadFromEnumerable([new SchemaShapeTests.Doubled { Twice = 2 }]);
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Data.CreateEnumerable<Story>(data, false).ToArray());
        StringAssert.Contains(error.Message, "column 'Text'", StringComparison.Ordinal);
        Assert.IsNull(_context.Data.CreateEnumerable<Story>(data, false, ignoreMissingColumns: true).Single().Text);
    }

    [TestMethod]
    public void A_column_of_another_type_cannot_be_bound()
    {
        var stories = Story.Table(_context);
        var data = ((ITransformer)_context.Transforms.CopyColumns("Text", "Length").Fit(stories)).Transform(stories);
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _context.Data.CreateEnumerable<Story>(data, false).ToArray());
        Assert.AreEqual("Can't bind the IDataView column 'Text' of type 'Single' to field or property 'Text' of type 'System.String'.", error.Message);
    }

    [TestMethod]
    public void A_definition_renames_and_types_columns()
    {
        var definition = SchemaDefinition.Create(typeof(Story));
        definition["Text"].ColumnName = "Words";
        definition["Words"].AddAnnotation("Tests.Number", 3, NumberDataViewType.Int32);
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single);
        var data = _context.Data.LoadFromEnumerable(Story.Some(1), definition);
        Assert.AreEqual("Features: Vector<Single>", data.Schema["Features"].ToString());
        var number = 0;
        data.Schema["Words"].Annotations.GetValue("Tests.Number", ref number);
        Assert.AreEqual(3, number);
        Assert.AreEqual("a", _context.Data.CreateEnumerable<Story>(data, false, schemaDefinition: definition).Single().Text);
    }

    [TestMethod]
    public void A_member_of_an_unknown_type_is_named()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Data.LoadFromEnumerable([new { Odd = new object() }]));
        StringAssert.Contains(error.Message, "Could not determine an IDataView type and registered custom types for member Odd", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_preview_shows_the_first_rows()
    {
        var preview = Story.Table(_context).Preview(2);
        Assert.HasCount(2, preview.RowView);
        Assert.AreEqual("Text", preview.RowView[0].Values[0].Key);
        Assert.AreEqual("bb", preview.RowView[1].Values[0].Value.ToString());
        Assert.AreEqual(2f, preview.ColumnView[1].Values[1]);
    }

    public sealed class Everything
    {
#pragma warning disable CA1051 // a field is a column too
        public uint Field;
#pragma warning restore CA1051

        [ColumnName("Title")]
        public string? Name { get; set; }

        public bool Flag { get; set; }

        public sbyte Small { get; set; }

        public ulong Big { get; set; }

        public double Real { get; set; }

        public DateTime Moment { get; set; }

        public TimeSpan Span { get; set; }

        [VectorType(3)]
        public int[]? Values { get; set; }

        public string[]? Words { get; set; }

        [KeyType(4)]
        public uint Kind { get; set; }

        [NoColumn]
        public int Ignored { get; set; }
    }
}
