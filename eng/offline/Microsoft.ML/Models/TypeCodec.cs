using Microsoft.ML.Data;

namespace Microsoft.ML.Models;

/// <summary>Writes and reads built-in column types.</summary>
internal static class TypeCodec
{
    public static void Write(BinaryWriter writer, DataViewType type)
    {
        var vector = type as VectorDataViewType;
        var item = vector?.ItemType ?? (PrimitiveDataViewType)type;
        writer.Write(PrimitiveTypeMap.Find(item.RawType).ToString());
        writer.Write((item as KeyDataViewType)?.Count ?? 0);
        writer.Write(vector?.Dimensions.Length ?? 0);
        foreach (var dimension in vector?.Dimensions ?? [])
            writer.Write(dimension);
    }

    public static DataViewType Read(BinaryReader reader)
    {
        var name = reader.ReadString();
        var item = PrimitiveTypeMap.All.FirstOrDefault(t => t.ToString() == name) ?? throw new FormatException($"Corrupt model file: unknown type '{name}'.");
        if (reader.ReadUInt64() is > 0 and var count)
            item = new KeyDataViewType(item.RawType, count);
        var dimensions = new int[reader.ReadInt32()];
        for (var i = 0; i < dimensions.Length; i++)
            dimensions[i] = reader.ReadInt32();
        return dimensions.Length > 0 ? new VectorDataViewType(item, dimensions) : item;
    }
}
