using Microsoft.ML.Data;

namespace Microsoft.ML.Views;

/// <summary>Skips rows, then gives a number of them.</summary>
internal sealed class SliceCursor(DataViewRowCursor input, long skip, long take) : DataViewRowCursor
{
    private long _skipped;
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => input.Schema;

    public override bool MoveNext()
    {
        while (_skipped < skip && input.MoveNext())
            _skipped++;
        if (_skipped < skip || _position + 1 >= take || !input.MoveNext())
            return false;
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
    }
}
