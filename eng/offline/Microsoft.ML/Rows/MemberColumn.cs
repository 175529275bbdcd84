using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.Rows;

/// <summary>A public field or property of a user's class, and the column that it is.</summary>
internal sealed record MemberColumn(string Name, DataViewType Type, MemberInfo Member, DataViewSchema.Annotations Annotations)
{
    public Type MemberType => TypeOf(Member);

    public DataViewSchema.DetachedColumn ToColumn() => new(Name, Type, Annotations);

    /// <summary>The columns of a class; without a definition those that can be read or written as asked.</summary>
    public static MemberColumn[] Of(Type type, SchemaDefinition definition, SchemaDefinition.Direction direction) =>
        [.. (definition ?? SchemaDefinition.Create(type, direction)).Select(column => Of(type, column))];

    public static DataViewSchema SchemaOf(IEnumerable<MemberColumn> columns)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(columns.Select(c => c.ToColumn()));
        return builder.ToSchema();
    }

    public static Type TypeOf(MemberInfo member) => (member as FieldInfo)?.FieldType ?? ((PropertyInfo)member).PropertyType;

    /// <summary>The type of a member's values or, where it is an array or a vector, of their items.</summary>
    public static Type ItemTypeOf(Type memberType, out bool isVector)
    {
        isVector = memberType.IsArray || (memberType.IsGenericType && memberType.GetGenericTypeDefinition() == typeof(VBuffer<>));
        var item = memberType.IsArray ? memberType.GetElementType() : isVector ? memberType.GetGenericArguments()[0] : memberType;
        return item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item;
    }

    private static MemberColumn Of(Type type, SchemaDefinition.Column column)
    {
        var member = (MemberInfo)type.GetField(column.MemberName) ?? type.GetProperty(column.MemberName)
            ?? throw new ArgumentOutOfRangeException("userSchemaDefinition", $"No field or property with name '{column.MemberName}' found in type '{type.FullName}'");
        var name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        var item = ItemTypeOf(TypeOf(member), out var isVector);
        var columnType = column.ColumnType ?? throw new ArgumentOutOfRangeException("userSchemaDefinition", $"Column '{name}' has no type");
        var vector = columnType as VectorDataViewType;
        if (isVector != vector is not null)
            throw new ArgumentOutOfRangeException("userSchemaDefinition", $"Column '{name}' is supposed to be {(isVector ? "scalar" : "vector")}, but type of associated field '{column.MemberName}' is {(isVector ? "vector" : "scalar")}");
        if ((vector?.ItemType ?? columnType).RawType != item)
            throw new ArgumentOutOfRangeException("userSchemaDefinition", $"Column '{name}' is supposed to have item type {(vector?.ItemType ?? columnType).RawType}, but associated field has type {item}");
        return new(name, columnType, member, column.Annotations);
    }
}
