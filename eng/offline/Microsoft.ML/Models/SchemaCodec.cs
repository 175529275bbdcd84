using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Models;

/// <summary>Writes and reads a schema. Columns and annotations of a type of a user's own are left out.</summary>
internal static class SchemaCodec
{
    public static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        var columns = Saveable(schema);
        writer.Write(columns.Length);
        foreach (var column in columns)
        {
            WriteColumn(writer, column);
            var annotations = Saveable(column.Annotations.Schema);
            writer.Write(annotations.Length);
            foreach (var annotation in annotations)
            {
                WriteColumn(writer, annotation);
                Generic.Call<object>(typeof(SchemaCodec), nameof(WriteValue), [annotation.Type.RawType], writer, column.Annotations, annotation);
            }
        }
    }

    public static DataViewSchema Read(BinaryReader reader)
    {
        var schema = new DataViewSchema.Builder();
        for (var columns = reader.ReadInt32(); columns > 0; columns--)
        {
            var (name, type) = (reader.ReadString(), TypeCodec.Read(reader));
            var annotations = new DataViewSchema.Annotations.Builder();
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                var (kind, annotationType) = (reader.ReadString(), TypeCodec.Read(reader));
                annotations.Add(kind, annotationType, Generic.Call<Delegate>(typeof(SchemaCodec), nameof(ReadValue), [annotationType.RawType], reader));
            }
            schema.AddColumn(name, type, annotations.ToAnnotations());
        }
        return schema.ToSchema();
    }

    private static DataViewSchema.Column[] Saveable(DataViewSchema schema) => [.. schema.Where(c => PrimitiveTypeMap.IsBuiltIn(c.Type))];

    private static void WriteColumn(BinaryWriter writer, DataViewSchema.Column column)
    {
        writer.Write(column.Name);
        TypeCodec.Write(writer, column.Type);
    }

    private static object WriteValue<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        T value = default;
        annotations.GetGetter<T>(annotation)(ref value);
        ValueCodec<T>.Instance.Write(writer, value);
        return null;
    }

    private static ValueGetter<T> ReadValue<T>(BinaryReader reader)
    {
        var value = ValueCodec<T>.Instance.Read(reader);
        return (ref T destination) => destination = value;
    }
}
