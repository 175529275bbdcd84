using System.ComponentModel;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MLNetHemorrhage.Persistence;

/// <summary>Used by saved pipelines: gives every row the key 0, to look a constant up with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[CustomMappingFactoryAttribute(SavedNames.KeyContract)]
public sealed class ConstantMapping : CustomMappingFactory<ConstantMapping.Input, ConstantMapping.Output>
{
    /// <summary>Makes the mapping.</summary>
    /// <returns>The mapping.</returns>
    public override Action<Input, Output> GetMapping() => Map;

    /// <summary>Steps that add a column with the same text in every row.</summary>
    internal static IEstimator<ITransformer> Text(TransformsCatalog catalog, string columnName, string text) =>
        catalog.CustomMapping<Input, Output>(Map, SavedNames.KeyContract)
            .Append(catalog.Conversion.MapValue(columnName, [new KeyValuePair<int, string>(0, text)], SavedNames.Key));

    private static void Map(Input input, Output output) => output.Key = 0;

    /// <summary>Nothing is read.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Input;

    /// <summary>What is written.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Output
    {
        /// <summary>Always 0.</summary>
        [ColumnName(SavedNames.Key)]
        public int Key { get; set; }
    }
}
