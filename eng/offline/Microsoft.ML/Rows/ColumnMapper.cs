using Microsoft.ML.Data;

namespace Microsoft.ML.Rows;

/// <summary>Maps a row to some of its columns and computed ones: all that the built-in transformers do.</summary>
internal sealed class ColumnMapper : IRowToRowMapper
{
    private readonly int[] _sources; // by output column: the input column, or the complement of the index of a computed one
    private readonly AddedColumns _added;

    public ColumnMapper(DataViewSchema inputSchema, IEnumerable<DataViewSchema.Column> kept)
        : this(inputSchema, [.. kept.Select(c => c.Index)], null)
    {
    }

    public ColumnMapper(DataViewSchema inputSchema, AddedColumns added)
        : this(inputSchema, Merge(inputSchema, added.Columns), added)
    {
    }

    private ColumnMapper(DataViewSchema inputSchema, int[] sources, AddedColumns added)
    {
        (InputSchema, _sources, _added) = (inputSchema, sources, added);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(sources.Select(s => s >= 0 ? new DataViewSchema.DetachedColumn(inputSchema[s]) : added.Columns[~s]));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.Select(c => _sources[c.Index]).SelectMany(s => s >= 0 ? new[] { s } : _added.InputsOf(~s)).ToHashSet();
        return InputSchema.Where(c => needed.Contains(c.Index));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => input.Schema == InputSchema
        ? Map(input, activeColumns)
        : throw new InvalidOperationException("Schema of input row must be the same as the schema the mapper is bound to");

    public MappedRow Map(DataViewRow input, IEnumerable<DataViewSchema.Column> active) => new(this, input, active.Select(c => c.Index).ToHashSet());

    /// <summary>The input column that an output column passes on; null for a computed one.</summary>
    public DataViewSchema.Column? SourceOf(int output) => _sources[output] >= 0 ? InputSchema[_sources[output]] : null;

    /// <summary>Getters of the computed columns by output index; null where a column is passed on or not active.</summary>
    public Delegate[] Bind(DataViewRow input, IReadOnlySet<int> active)
    {
        var computed = _added?.Bind(input, i => active.Contains(Array.IndexOf(_sources, ~i)));
        return [.. _sources.Select(s => s >= 0 ? null : computed[~s])];
    }

    /// <summary>A computed column goes behind the one whose name it takes, or to the end.</summary>
    private static int[] Merge(DataViewSchema input, IReadOnlyList<DataViewSchema.DetachedColumn> added)
    {
        var sources = Enumerable.Range(0, input.Count).ToList();
        for (var i = 0; i < added.Count; i++)
        {
            var last = sources.FindLastIndex(s => (s >= 0 ? input[s].Name : added[~s].Name) == added[i].Name);
            sources.Insert(last < 0 ? sources.Count : last + 1, ~i);
        }
        return [.. sources];
    }
}
