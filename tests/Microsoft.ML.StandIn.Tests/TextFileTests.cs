namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class TextFileTests
{
    private readonly MLContext _context = new(1);
    private readonly string _path = Path.GetTempFileName();

    [TestCleanup]
    public void Delete() => File.Delete(_path);

    [TestMethod]
    public void Fields_are_parsed_by_their_column()
    {
        Write("text\tlabel\tx\ty", "once upon\ttrue\t1.5\t-2", "", "// a comment", "a time\t0\t\tnothing");
        var rows = _context.Data.CreateEnumerable<Record>(_context.Data.LoadFromTextFile<Record>(_path, hasHeader: true), false).ToArray();
        Assert.HasCount(2, rows);
        Assert.AreEqual("once upon", rows[0].Text);
        Assert.IsTrue(rows[0].Label);
        Assert.IsFalse(rows[1].Label);
        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, rows[0].Values);
        CollectionAssert.AreEqual(new[] { 0f, float.NaN }, rows[1].Values);
    }

    [TestMethod]
    public void Quotes_hold_separators()
    {
        Write("\"one, two \"\"three\"\"\",1,2,3");
        var data = _context.Data.LoadFromTextFile<Record>(_path, separatorChar: ',', allowQuoting: true);
        Assert.AreEqual("one, two \"three\"", data.GetColumn<string>("Text").Single());
        CollectionAssert.AreEqual(new[] { 2f, 3f }, data.GetColumn<float[]>("Values").Single());
    }

    [TestMethod]
    public void Options_limit_and_trim()
    {
        Write("first;0;0;0  ", "second;0;0;0");
        var data = _context.Data.LoadFromTextFile<Record>(_path, new TextLoader.Options { Separators = [';'], MaxRows = 1, TrimWhitespace = true });
        Assert.AreEqual("first", data.GetColumn<string>("Text").Single());
        Write("1;0;0;last  ");
        var untrimmed = _context.Data.LoadFromTextFile<LastText>(_path, separatorChar: ';');
        Assert.AreEqual("last  ", untrimmed.GetColumn<string>("Text").Single());
        var trimmed = _context.Data.LoadFromTextFile<LastText>(_path, separatorChar: ';', trimWhitespace: true);
        Assert.AreEqual("last", trimmed.GetColumn<string>("Text").Single());
    }

    [TestMethod]
    public void The_schema_is_the_class()
    {
        Write("x\t1\t2\t3");
        var schema = _context.Data.LoadFromTextFile<Record>(_path).Schema;
        Assert.AreEqual("Text: String|Label: Boolean|Values: Vector<Single, 2>", string.Join("|", schema.Select(c => $"{c.Name}: {c.Type}")));
    }

    [TestMethod]
    public void Every_member_says_its_field() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => _context.Data.LoadFromTextFile<Story>(_path));

    [TestMethod]
    public void A_file_must_exist() =>
        Assert.Throws<ArgumentException>(() => _context.Data.LoadFromTextFile<Record>(_path + ".nothing"));

    private void Write(params string[] lines) => File.WriteAllLines(_path, lines);

    public sealed class Record
    {
        [LoadColumn(0)]
        public string? Text { get; set; }

        [LoadColumn(1)]
        public bool Label { get; set; }

        [LoadColumn(2, 3)]
        public float[]? Values { get; set; }
    }

    public sealed class LastText
    {
        [LoadColumn(3)]
        public string? Text { get; set; }
    }
}
