namespace Microsoft.ML.Data;

/// <summary>Which column type a .NET type of the user's own has.</summary>
public static class DataViewTypeManager
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(Type Type, DataViewTypeAttribute Attribute), DataViewType> Types = [];

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        if (PrimitiveTypeMap.Find(type) is not null)
            throw new ArgumentOutOfRangeException(nameof(type), $"Type {type} is a default type and cannot be registered again.");
        lock (Gate)
        {
            if (!Types.TryAdd((type, typeAttribute), dataViewType) && !Types[(type, typeAttribute)].Equals(dataViewType))
                throw new ArgumentOutOfRangeException(nameof(type), $"Repeated type register. The raw type {type} has been associated with {Types[(type, typeAttribute)]}.");
        }
    }

    internal static DataViewType Find(Type type, DataViewTypeAttribute attribute)
    {
        lock (Gate)
            return Types.GetValueOrDefault((type, attribute));
    }
}
