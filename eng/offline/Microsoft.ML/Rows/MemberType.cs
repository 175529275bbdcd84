using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.Rows;

/// <summary>The column type that a member and its attributes say.</summary>
internal static class MemberType
{
    public static DataViewType Of(MemberInfo member)
    {
        var type = MemberColumn.ItemTypeOf(MemberColumn.TypeOf(member), out var isVector);
        if (Custom(member, type) is { } custom)
            return custom;
        var item = PrimitiveTypeMap.Find(type)
            ?? throw new ArgumentOutOfRangeException("rawType", $"Could not determine an IDataView type and registered custom types for member {member.Name}");
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
        {
            if (!KeyDataViewType.IsValidDataType(type))
                throw new ArgumentOutOfRangeException("userType", $"Member {member.Name} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type");
            item = new KeyDataViewType(type, key.Count ?? KeyDataViewType.MaxCount(type));
        }
        var attribute = member.GetCustomAttribute<VectorTypeAttribute>();
        if (isVector)
            return new VectorDataViewType(item, attribute?.Dimensions is { Length: > 0 } dimensions ? dimensions : [0]);
        if (attribute is not null)
            throw new ArgumentOutOfRangeException("userType", $"Member {member.Name} marked with VectorTypeAttribute, but does not appear to be a vector type");
        return item;
    }

    private static DataViewType Custom(MemberInfo member, Type type)
    {
        var attribute = member.GetCustomAttribute<DataViewTypeAttribute>();
        attribute?.Register();
        return DataViewTypeManager.Find(type, attribute);
    }
}
