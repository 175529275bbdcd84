using Microsoft.ML.Rows;

namespace Microsoft.ML.Views;

/// <summary>A sequence of a user's objects as a table.</summary>
internal sealed class ObjectView<TRow> : IDataView
    where TRow : class
{
    private readonly IEnumerable<TRow> _data;
    private readonly MemberColumn[] _columns;

    public ObjectView(IEnumerable<TRow> data, MemberColumn[] columns)
    {
        (_data, _columns) = (data, columns);
        Schema = MemberColumn.SchemaOf(columns);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var needed = columnsNeeded.Select(c => c.Index).ToHashSet();
        var row = new ObjectRow<TRow>(Schema, _columns, needed.Contains);
        var rows = _data.GetEnumerator();
        return new RowCursor(row, () =>
        {
            var moved = rows.MoveNext();
            if (moved)
                row.MoveTo(rows.Current);
            else
                rows.Dispose();
            return moved;
        });
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
