using Microsoft.ML.Data;
using Microsoft.ML.Rows;
using Microsoft.ML.Transforms;
using Microsoft.ML.Views;

namespace Microsoft.ML;

/// <summary>Runs a user's code over rows.</summary>
public static class CustomMappingCatalog
{
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(this TransformsCatalog catalog, Action<TSrc, TDst> mapAction, string contractName, SchemaDefinition inputSchemaDefinition = null, SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new() =>
        new(new(mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition));

    /// <summary>Drops the rows for which the predicate is true.</summary>
    public static IDataView FilterByCustomPredicate<TSrc>(this DataOperationsCatalog catalog, IDataView input, Func<TSrc, bool> filterPredicate)
        where TSrc : class, new()
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(filterPredicate);
        var reader = new ObjectReader<TSrc>(input.Schema, ignoreMissingColumns: false, definition: null);
        return new FilteredView(input, [.. reader.Columns], row =>
        {
            var (fill, source) = (reader.Bind(row), new TSrc());
            return () =>
            {
                fill(source);
                return !filterPredicate(source);
            };
        });
    }
}
