using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage.Persistence;

/// <summary>Finds the payload in a loaded transformer: gives its lookup table the one key there is.</summary>
internal static class LoadedPayload
{
    public static LanguageModel? Find(ITransformer transformer)
    {
        if (transformer is not ValueMappingTransformer || Lookup(transformer) is not { } table) return null;
        if (table.Schema.GetColumnOrNull(SavedNames.Package) is not { Type: TextDataViewType } column) return null;
        using var cursor = table.GetRowCursor([column]);
        ReadOnlyMemory<char> payload = default;
        var get = cursor.GetGetter<ReadOnlyMemory<char>>(column);
        cursor.MoveNext();
        get(ref payload);
        return LoadedScorers.Of(payload).Model;
    }

    private static IDataView? Lookup(ITransformer transformer)
    {
        try
        {
            return transformer.Transform(new KeyRow());
        }
        catch (ArgumentException)
        {
            // A lookup of the user's own, which wants another column.
            return null;
        }
    }
}
