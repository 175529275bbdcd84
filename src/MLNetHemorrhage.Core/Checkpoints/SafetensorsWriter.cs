using System.Buffers.Binary;
using System.Text.Json;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Writes safetensors files: tensors in the order of their names, the header padded with spaces so that the values start at a multiple of 8 bytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes a whole file, which errors call <paramref name="file"/>; the same tensors give the same bytes.</summary>
    public static void Write(Stream stream, string file, IEnumerable<TensorSource> tensors, ElementType type, IReadOnlyDictionary<string, string>? metadata = null)
    {
        TensorSource[] ordered = [.. tensors.OrderBy(t => t.Name, StringComparer.Ordinal)];
        var header = Header(ordered, type, metadata);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in ordered) tensor.WriteTo(stream, file, type);
    }

    private static byte[] Header(TensorSource[] tensors, ElementType type, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null) WriteMetadata(json, metadata);
            long position = 0;
            foreach (var tensor in tensors)
            {
                long end = checked(position + (long)tensor.Rows * tensor.Columns * type.Size());
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", StoredType.Of(type).Name);
                WriteArray(json, "shape", tensor.Shape);
                WriteArray(json, "data_offsets", [position, end]);
                json.WriteEndObject();
                position = end;
            }
            json.WriteEndObject();
        }
        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, long[] values)
    {
        json.WriteStartArray(name);
        foreach (long value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
