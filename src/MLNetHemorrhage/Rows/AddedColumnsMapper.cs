using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetHemorrhage.Rows;

/// <summary>Maps a row to itself and the columns added to it. A column of a name that exists hides the old one, as everywhere in ML.NET.</summary>
internal sealed class AddedColumnsMapper : IRowToRowMapper
{
    private readonly AddedColumns _added;

    public AddedColumnsMapper(DataViewSchema inputSchema, AddedColumns added)
    {
        (InputSchema, _added) = (inputSchema, added);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (var column in added.Columns) builder.AddColumn(column.Name, column.Type, column.Annotations);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = new HashSet<int>();
        foreach (var column in dependingColumns)
        {
            if (column.Index < InputSchema.Count) needed.Add(column.Index);
            else needed.UnionWith(_added.Inputs);
        }
        return [.. InputSchema.Where(c => needed.Contains(c.Index))];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => Map(input, activeColumns);

    public MappedRow Map(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        var active = activeColumns.Select(c => c.Index).ToHashSet();
        return new(this, input, active, active.Any(i => i >= InputSchema.Count) ? _added.Bind(input) : []);
    }
}
