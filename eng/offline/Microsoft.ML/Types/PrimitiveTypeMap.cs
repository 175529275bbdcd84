namespace Microsoft.ML.Data;

/// <summary>The built-in type of every .NET type that has one, so that members of a user's class become columns.</summary>
internal static class PrimitiveTypeMap
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> Types = new PrimitiveDataViewType[]
    {
        TextDataViewType.Instance, BooleanDataViewType.Instance, DateTimeDataViewType.Instance, TimeSpanDataViewType.Instance,
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double,
    }.ToDictionary(t => t.RawType);

    public static IEnumerable<PrimitiveDataViewType> All => Types.Values;

    /// <summary>The type of a value, where a string is text; null where there is none.</summary>
    public static PrimitiveDataViewType Find(Type type) => Types.GetValueOrDefault(type == typeof(string) ? typeof(ReadOnlyMemory<char>) : type);

    /// <summary>Whether values of the type can be cached and saved: built-in types, keys and vectors of them.</summary>
    public static bool IsBuiltIn(DataViewType type) => type switch
    {
        VectorDataViewType vector => IsBuiltIn(vector.ItemType),
        KeyDataViewType => true,
        _ => Types.TryGetValue(type.RawType, out var known) && ReferenceEquals(known, type),
    };
}
