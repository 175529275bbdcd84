using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetHemorrhage.Transforms;

/// <summary>A column that carries a language model: text that describes it in every row, and the live model as an annotation.</summary>
internal static class ModelColumn
{
    public const string Kind = "Hemorrhage.Model";

    /// <summary>The model that a column carries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it carries no model.</exception>
    public static LanguageModel Get(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw SchemaErrors.MissingModel(name);
        return Find(column) ?? throw SchemaErrors.NoModel(name);
    }

    /// <summary>The model that a column carries, if it carries one.</summary>
    public static LanguageModel? Find(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Kind) is not { Type: LanguageModelType }) return null;
        LanguageModel model = null!;
        column.Annotations.GetValue(Kind, ref model);
        return model;
    }

    /// <summary>The annotations of a column that carries a model.</summary>
    public static DataViewSchema.Annotations Annotate(LanguageModel model)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(Kind, LanguageModelType.Instance, (ref LanguageModel value) => value = model);
        return builder.ToAnnotations();
    }

    /// <summary>Fails where a shape lacks the column, or where the column will carry no model.</summary>
    public static void Check(SchemaShape shape, string name)
    {
        var column = shape.FirstOrDefault(c => c.Name == name);
        if (column.Name is null) throw SchemaErrors.MissingModel(name);
        if (!column.Annotations.Any(a => a.Name == Kind)) throw SchemaErrors.NoModel(name);
    }
}
