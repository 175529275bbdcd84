using Microsoft.ML;

namespace MLNetHemorrhage.Rows;

/// <summary>A table that has a schema and no rows; what learns nothing from rows can be fitted on it.</summary>
internal sealed class SchemaOnly(DataViewSchema schema) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => throw NoRows();

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => throw NoRows();

    private static NotSupportedException NoRows() => new("This table has a schema and no rows.");
}
