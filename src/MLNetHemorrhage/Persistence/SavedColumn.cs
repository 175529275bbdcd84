using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage.Persistence;

/// <summary>A model column as built-in transformers: its text without its model, so that the schema stays what it was.</summary>
internal static class SavedColumn
{
    public static ICanSaveModel Of(TransformsCatalog catalog, string columnName, string description)
    {
        // Some column must be there to fit on; which one does not matter.
        var input = new DataViewSchema.Builder();
        input.AddColumn(SavedNames.Text, TextDataViewType.Instance);
        return ConstantMapping.Text(catalog, SavedNames.Description, description)
            .Append(catalog.CopyColumns(columnName, SavedNames.Description))
            .Append(catalog.DropColumns(SavedNames.Key, SavedNames.Description))
            .Fit(new SchemaOnly(input.ToSchema()));
    }
}
