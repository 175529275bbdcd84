using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Converts values.</summary>
public static class ConversionsExtensionsCatalog
{
    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, IEnumerable<KeyValuePair<TInputType, TOutputType>> keyValuePairs, string inputColumnName = null, bool treatValuesAsKeyType = false)
    {
        ArgumentNullException.ThrowIfNull(keyValuePairs);
        if (treatValuesAsKeyType)
            throw new NotSupportedException("The offline stand-in of Microsoft.ML does not map values to keys; use the Microsoft.ML package.");
        return new(new(outputColumnName, inputColumnName, ValueMap.Of(keyValuePairs)));
    }
}
