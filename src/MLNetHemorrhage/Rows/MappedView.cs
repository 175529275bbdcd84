using Microsoft.ML;

namespace MLNetHemorrhage.Rows;

/// <summary>A lazily computed table: another one with the columns that a mapper adds.</summary>
internal sealed class MappedView(IDataView input, AddedColumnsMapper mapper) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return Map(input.GetRowCursor(mapper.GetDependencies(needed), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return [.. input.GetRowCursorSet(mapper.GetDependencies(needed), n, rand).Select(cursor => Map(cursor, needed))];
    }

    private MappedCursor Map(DataViewRowCursor cursor, DataViewSchema.Column[] needed) => new(cursor, mapper.Map(cursor, needed));
}
