using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Rows;

/// <summary>Fills a user's objects from rows of a schema.</summary>
internal sealed class ObjectReader<TRow>
    where TRow : class
{
    private readonly (MemberColumn Member, DataViewSchema.Column Column)[] _bound;

    public ObjectReader(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition)
    {
        _bound = [.. from member in MemberColumn.Of(typeof(TRow), definition, SchemaDefinition.Direction.Write)
                     let column = schema.GetColumnOrNull(member.Name)
                     where column is not null || !ignoreMissingColumns
                     select (member, column ?? throw SchemaErrors.Missing("Schema", "", member.Name))];
        foreach (var (member, column) in _bound)
        {
            var item = MemberColumn.ItemTypeOf(member.MemberType, out var isVector);
            var vector = column.Type as VectorDataViewType;
            if (isVector != vector is not null || (vector?.ItemType.RawType ?? column.Type.RawType) != item)
                throw new InvalidOperationException($"Can't bind the IDataView column '{member.Name}' of type '{column.Type}' to field or property '{member.Member.Name}' of type '{member.MemberType.FullName}'.");
        }
    }

    public IEnumerable<DataViewSchema.Column> Columns => _bound.Select(b => b.Column);

    public Action<TRow> Bind(DataViewRow row)
    {
        var setters = _bound.Select(b => ObjectSetters.For<TRow>(b.Member, b.Column, row)).ToArray();
        return target => Array.ForEach(setters, set => set(target));
    }
}
