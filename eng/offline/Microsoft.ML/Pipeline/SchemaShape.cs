using System.Collections;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What a schema will look like, known before any data is read.</summary>
public sealed partial class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Empty = new([]);

    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (_columns.Any(c => c.Name is null))
            throw new ArgumentOutOfRangeException(nameof(columns), "Some items are not initialized properly.");
    }

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static SchemaShape Of(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(schema.Where(c => !c.IsHidden).Select(c => new Column(c.Name, c.Type, OfAnnotations(c.Annotations.Schema))));
    }

    internal Column? Find(string name) => _columns.Any(c => c.Name == name) ? _columns.First(c => c.Name == name) : null;

    /// <summary>These columns, with others added or put in the place of those of the same name.</summary>
    internal SchemaShape With(IEnumerable<Column> added)
    {
        var columns = _columns.ToDictionary(c => c.Name);
        foreach (var column in added)
            columns[column.Name] = column;
        return new(columns.Values);
    }

    private static SchemaShape OfAnnotations(DataViewSchema schema) =>
        schema.Count == 0 ? Empty : new(schema.Select(c => new Column(c.Name, c.Type, Empty)));
}
