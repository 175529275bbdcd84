using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetHemorrhage.Rows;

/// <summary>A row with the columns that a mapper adds.</summary>
internal sealed class MappedRow(AddedColumnsMapper mapper, DataViewRow input, HashSet<int> active, IReadOnlyList<Delegate> getters) : DataViewRow
{
    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column)) throw new ArgumentOutOfRangeException(nameof(column), $"requested column '{column.Name}' not active");
        if (column.Index < mapper.InputSchema.Count) return input.GetGetter<TValue>(mapper.InputSchema[column.Index]);
        return getters[column.Index - mapper.InputSchema.Count] as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) input.Dispose();
        base.Dispose(disposing);
    }
}
