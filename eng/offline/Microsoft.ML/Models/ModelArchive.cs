using System.IO.Compression;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Models;

/// <summary>The zip file of a model, marked so that neither this library nor the real one takes the other's for its own.</summary>
internal static class ModelArchive
{
    private const string SchemaEntry = "StandIn/Schema";
    private const string ModelEntry = "StandIn/Model";

    public static void Write(ITransformer model, DataViewSchema inputSchema, Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (var entry = archive.CreateEntry(ForeignModelKey.Entry).Open())
            entry.Write(ForeignModelKey.Bytes());
        if (inputSchema is not null)
        {
            using var schema = new BinaryWriter(archive.CreateEntry(SchemaEntry).Open(), Encoding.UTF8);
            SchemaCodec.Write(schema, inputSchema);
        }
        using var writer = new BinaryWriter(archive.CreateEntry(ModelEntry).Open(), Encoding.UTF8);
        ModelFormat.Write(model, writer);
    }

    public static ITransformer Read(Stream stream, ComponentCatalog catalog, out DataViewSchema inputSchema)
    {
        using var archive = Open(stream);
        var model = archive.GetEntry(ModelEntry)
            ?? throw new FormatException("The model was not saved by the offline stand-in of Microsoft.ML; load it with the Microsoft.ML package.");
        inputSchema = null;
        if (archive.GetEntry(SchemaEntry) is { } schema)
        {
            using var schemaReader = new BinaryReader(schema.Open(), Encoding.UTF8);
            inputSchema = SchemaCodec.Read(schemaReader);
        }
        using var reader = new BinaryReader(model.Open(), Encoding.UTF8);
        return ModelFormat.Read(reader, catalog);
    }

    private static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("Failed to open a zip archive", e);
        }
    }
}
