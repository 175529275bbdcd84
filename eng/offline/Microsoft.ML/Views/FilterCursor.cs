using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Views;

/// <summary>Moves over the rows that are accepted and counts them from 0.</summary>
internal sealed class FilterCursor(DataViewRowCursor input, IReadOnlySet<int> active, Func<bool> accept) : DataViewRowCursor
{
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => input.Schema;

    public override bool MoveNext()
    {
        while (input.MoveNext())
        {
            if (!accept())
                continue;
            _position++;
            return true;
        }
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        IsColumnActive(column) ? input.GetGetter<TValue>(column) : throw SchemaErrors.Inactive(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
    }
}
