namespace Microsoft.ML.Views;

/// <summary>Rows that a predicate over some columns accepts.</summary>
/// <param name="input">The table.</param>
/// <param name="needed">Columns that the predicate reads.</param>
/// <param name="bind">Makes the predicate over the current row of a cursor.</param>
internal sealed class FilteredView(IDataView input, DataViewSchema.Column[] needed, Func<DataViewRow, Func<bool>> bind) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = columnsNeeded.ToArray();
        return Filter(input.GetRowCursor(WithNeeded(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = columnsNeeded.ToArray();
        return [.. input.GetRowCursorSet(WithNeeded(active), n, rand).Select(cursor => Filter(cursor, active))];
    }

    private IEnumerable<DataViewSchema.Column> WithNeeded(IEnumerable<DataViewSchema.Column> active) => active.Concat(needed).DistinctBy(c => c.Index);

    private FilterCursor Filter(DataViewRowCursor cursor, IEnumerable<DataViewSchema.Column> active) =>
        new(cursor, active.Select(c => c.Index).ToHashSet(), bind(cursor));
}
