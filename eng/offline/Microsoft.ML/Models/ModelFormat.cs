using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Models;

/// <summary>Writes and reads transformers: the kind, then what that kind needs.</summary>
internal static class ModelFormat
{
    public const string Chain = "chain";
    public const string Copy = "copy";
    public const string Select = "select";
    public const string MapValue = "mapValue";
    public const string Custom = "custom";

    public static void Write(ITransformer transformer, BinaryWriter writer)
    {
        using var context = new ModelSaveContext(writer);
        transformer.Save(context);
        if (!context.IsSigned)
            throw new InvalidOperationException("ModelSignature not specified!");
    }

    public static ITransformer Read(BinaryReader reader, ComponentCatalog catalog) => reader.ReadString() switch
    {
        Chain => ReadChain(reader, catalog),
        Copy => ColumnCopyingTransformer.Read(reader),
        Select => ColumnSelectingTransformer.Read(reader),
        MapValue => ValueMappingTransformer.Read(reader),
        Custom => ReadCustom(reader, catalog),
        var kind => throw new FormatException($"Corrupt model file: unknown kind of transformer '{kind}'."),
    };

    private static TransformerChain<ITransformer> ReadChain(BinaryReader reader, ComponentCatalog catalog)
    {
        var scopes = new TransformerScope[reader.ReadInt32()];
        var transformers = new ITransformer[scopes.Length];
        for (var i = 0; i < scopes.Length; i++)
        {
            scopes[i] = (TransformerScope)reader.ReadInt32();
            transformers[i] = Read(reader, catalog);
        }
        return new(transformers, scopes);
    }

    private static ITransformer ReadCustom(BinaryReader reader, ComponentCatalog catalog)
    {
        var contract = reader.ReadString();
        catalog.RegisterAssembly(Assembly.Load(reader.ReadString()));
        return catalog.CreateFactory(contract).CreateTransformer(contract);
    }
}
