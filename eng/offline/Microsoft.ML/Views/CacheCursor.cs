using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Views;

/// <summary>Moves over a part of the rows in memory.</summary>
internal sealed class CacheCursor(DataViewSchema schema, CachedColumn[] columns, IReadOnlySet<int> active, int[] order, long from, long to, int batch) : DataViewRowCursor
{
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => batch;

    public override DataViewSchema Schema => schema;

    public override bool MoveNext()
    {
        if (from + _position + 1 >= to)
            return false;
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)Current(), 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw SchemaErrors.Inactive(column);
        return columns[column.Index].Getter(Current) as ValueGetter<TValue>
            ?? throw SchemaErrors.WrongValueType(column, typeof(TValue), schema[column.Index].Type.RawType);
    }

    private int Current()
    {
        if (_position < 0)
            throw new InvalidOperationException("Values cannot be fetched at this time. The cursor is before its first row.");
        var row = (int)(from + _position);
        return order is null ? row : order[row];
    }
}
