using Microsoft.ML.Data;
using Microsoft.ML.Rows;

namespace Microsoft.ML.Views;

/// <summary>Keeps columns in memory once they have been read. Columns of a type of a user's own are left out, as nothing can copy them.</summary>
internal sealed class CachedView : IDataView
{
    private readonly Lock _gate = new();
    private readonly IDataView _input;
    private readonly CachedColumn[] _columns;
    private long? _count;

    public CachedView(IDataView input)
    {
        var kept = input.Schema.Where(c => PrimitiveTypeMap.IsBuiltIn(c.Type)).ToArray();
        _input = kept.Length == input.Schema.Count ? input : new MappedView(input, new(input.Schema, kept));
        _columns = new CachedColumn[kept.Length];
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _input.Schema;

    public long? GetRowCount() => _count ?? _input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = columnsNeeded.Select(c => c.Index).ToHashSet();
        var count = Read(active);
        var order = rand is null ? null : Enumerable.Range(0, (int)count).ToArray();
        rand?.Shuffle(order);
        n = Math.Max(1, n);
        return [.. Enumerable.Range(0, n).Select(i => new CacheCursor(Schema, _columns, active, order, count * i / n, count * (i + 1) / n, batch: i))];
    }

    /// <summary>Reads the columns that are not in memory yet and returns the number of rows.</summary>
    private long Read(HashSet<int> active)
    {
        lock (_gate)
        {
            var missing = Schema.Where(c => active.Contains(c.Index) && _columns[c.Index] is null).ToArray();
            if (missing.Length == 0 && _count is { } known)
                return known;
            using var cursor = _input.GetRowCursor(missing);
            var filling = missing.Select(c => CachedColumn.Create(cursor, c)).ToArray();
            long count = 0;
            for (; cursor.MoveNext(); count++)
                Array.ForEach(filling, column => column.Append());
            for (var i = 0; i < missing.Length; i++)
                _columns[missing[i].Index] = filling[i];
            _count = count;
            return count;
        }
    }
}
