using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetHemorrhage.Persistence;

namespace MLNetHemorrhage.Rows;

/// <summary>A table of one row: the key under which a saved transformer keeps its payload.</summary>
internal sealed class KeyRow : IDataView
{
    private static readonly DataViewSchema Columns = MakeSchema();

    public bool CanShuffle => false;

    public DataViewSchema Schema => Columns;

    public long? GetRowCount() => 1;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor();

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor()];

    private static DataViewSchema MakeSchema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(SavedNames.Key, NumberDataViewType.Int32);
        return builder.ToSchema();
    }

    private sealed class Cursor : DataViewRowCursor
    {
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => Columns;

        public override bool MoveNext() => ++_position == 0;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = default;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            (ValueGetter<TValue>)(Delegate)(ValueGetter<int>)((ref int value) => value = 0);
    }
}
