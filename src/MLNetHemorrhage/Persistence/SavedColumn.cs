using Microsoft.ML;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage.Persistence;

/// <summary>A model column as built-in transformers: its text without its model, so that the schema stays what it was.</summary>
internal static class SavedColumn
{
    public static ICanSaveModel Of(TransformsCatalog catalog, string columnName, string description) =>
        ConstantMapping.Text(catalog, SavedNames.Description, description)
            .Append(catalog.CopyColumns(columnName, SavedNames.Description))
            .Append(catalog.DropColumns(SavedNames.Key, SavedNames.Description))
            .Fit(new SchemaOnly(new DataViewSchema.Builder().ToSchema()));
}
