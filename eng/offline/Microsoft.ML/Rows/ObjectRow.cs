using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Rows;

/// <summary>A user's object as a row.</summary>
internal sealed class ObjectRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly Delegate[] _getters;
    private readonly Func<int, bool> _isActive;
    private TRow _current;
    private long _position = -1;

    public ObjectRow(DataViewSchema schema, IReadOnlyList<MemberColumn> columns, Func<int, bool> isActive = null)
    {
        (Schema, _isActive) = (schema, isActive ?? (_ => true));
        _getters = [.. columns.Select((column, i) => _isActive(i) ? ObjectGetters.For<TRow>(column, () => _current ?? throw NotOnARow()) : null)];
    }

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema { get; }

    public void MoveTo(TRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _current = row;
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => _isActive(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw SchemaErrors.Inactive(column);
        return _getters[column.Index] as ValueGetter<TValue> ?? throw SchemaErrors.WrongValueType(column, typeof(TValue), Schema[column.Index].Type.RawType);
    }

    private static InvalidOperationException NotOnARow() =>
        new("Values cannot be fetched at this time. The cursor is before its first row or behind its last.");
}
