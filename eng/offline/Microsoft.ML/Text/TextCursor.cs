using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Text;

/// <summary>Moves over the records of a text file.</summary>
internal sealed class TextCursor(DataViewSchema schema, TextColumn[] columns, IReadOnlySet<int> active, IEnumerator<List<string>> records) : DataViewRowCursor
{
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    public override bool MoveNext()
    {
        if (!records.MoveNext())
            return false;
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw SchemaErrors.Inactive(column);
        return columns[column.Index].Getter(() => records.Current) as ValueGetter<TValue>
            ?? throw SchemaErrors.WrongValueType(column, typeof(TValue), schema[column.Index].Type.RawType);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            records.Dispose();
    }
}
