using Microsoft.ML.Data;
using Microsoft.ML.Rows;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Text;

/// <summary>A text file as a table; every cursor reads it anew.</summary>
internal sealed class TextView : IDataView
{
    private readonly TextFile _file;
    private readonly TextColumn[] _columns;

    public TextView(TextFile file, TextColumn[] columns)
    {
        (_file, _columns) = (file, columns);
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns)
            builder.AddColumn(column.Name, column.Type);
        Schema = builder.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new TextCursor(Schema, _columns, columnsNeeded.Select(c => c.Index).ToHashSet(), _file.Records().GetEnumerator());

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
