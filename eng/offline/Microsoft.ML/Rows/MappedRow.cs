using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Rows;

/// <summary>A row seen through a mapper.</summary>
internal sealed class MappedRow : DataViewRow
{
    private readonly ColumnMapper _mapper;
    private readonly DataViewRow _input;
    private readonly IReadOnlySet<int> _active;
    private readonly Delegate[] _getters;

    public MappedRow(ColumnMapper mapper, DataViewRow input, IReadOnlySet<int> active)
    {
        (_mapper, _input, _active) = (mapper, input, active);
        _getters = mapper.Bind(input, active);
    }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw SchemaErrors.Inactive(column);
        if (_mapper.SourceOf(column.Index) is { } source)
            return _input.GetGetter<TValue>(source);
        return _getters[column.Index] as ValueGetter<TValue> ?? throw SchemaErrors.WrongValueType(column, typeof(TValue), Schema[column.Index].Type.RawType);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
    }
}
