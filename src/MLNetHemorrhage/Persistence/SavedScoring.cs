using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetHemorrhage.Rows;
using MLNetHemorrhage.Scoring;

namespace MLNetHemorrhage.Persistence;

/// <summary>Scoring as built-in transformers that carry the model as a constant text.</summary>
internal static class SavedScoring
{
    public static ICanSaveModel Of(TransformsCatalog catalog, ScoreColumnNames names, string textColumnName, string payload)
    {
        var input = new DataViewSchema.Builder();
        input.AddColumn(textColumnName, TextDataViewType.Instance);
        return ConstantMapping.Text(catalog, SavedNames.Package, payload)
            .Append(catalog.CopyColumns(SavedNames.Text, textColumnName))
            .Append(catalog.CustomMapping<ScoreMapping.Input, ScoreMapping.Output>(ScoreMapping.Map, SavedNames.ScoreContract))
            .Append(catalog.CopyColumns(names.NegativeLogLikelihood, SavedNames.NegativeLogLikelihood))
            .Append(catalog.CopyColumns(names.Perplexity, SavedNames.Perplexity))
            .Append(catalog.CopyColumns(names.TokenCount, SavedNames.TokenCount))
            .Append(catalog.DropColumns(
                SavedNames.Key, SavedNames.Package, SavedNames.Text, SavedNames.NegativeLogLikelihood, SavedNames.Perplexity, SavedNames.TokenCount))
            .Fit(new SchemaOnly(input.ToSchema()));
    }
}
