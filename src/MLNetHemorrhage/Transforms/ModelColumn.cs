using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage.Transforms;

/// <summary>
/// A column that carries a language model: text that describes it in every row; the live model, and what was done to it since it was
/// loaded, as annotations. Annotations of a text column survive what ML.NET does with columns, caching included; a column of a type of its own would not.
/// </summary>
internal sealed class ModelColumn : AddedColumns
{
    public const string ModelKind = "Hemorrhage.Model", HistoryKind = "Hemorrhage.History";

    private readonly ReadOnlyMemory<char> _description;

    /// <summary>A column, new in a row, that carries a model.</summary>
    public ModelColumn(string name, LanguageModel model, ModelHistory history)
    {
        _description = Describe(model, history).AsMemory();
        Columns = [new(name, TextDataViewType.Instance, Annotate(model, history))];
    }

    /// <summary>A column of a shape, whose model is not there yet.</summary>
    public ModelColumn(string name) => Columns = [new(name, TextDataViewType.Instance, Annotate(null!, ModelHistory.None))];

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

    public override IReadOnlyList<int> Inputs => [];

    /// <summary>The model that a column carries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it carries no model.</exception>
    public static LanguageModel Get(DataViewSchema schema, string name) => Read<LanguageModel>(schema, name, ModelKind);

    /// <summary>What was done to the model that a column carries, since it was loaded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it carries no model.</exception>
    public static ModelHistory GetHistory(DataViewSchema schema, string name) => Read<ModelHistory>(schema, name, HistoryKind);

    /// <summary>A model and what was done to it, in words.</summary>
    public static string Describe(LanguageModel model, ModelHistory history) => history.Recipe is { } recipe ? $"{model.Name} + {recipe}" : model.Name;

    /// <summary>Fails where a shape lacks the column, or where the column will carry no model.</summary>
    public static void Check(SchemaShape shape, string name)
    {
        var column = shape.FirstOrDefault(c => c.Name == name);
        if (column.Name is null) throw SchemaErrors.MissingModel(name);
        if (column.Annotations.All(a => a.Name != ModelKind)) throw SchemaErrors.NoModel(name);
    }

    public override IReadOnlyList<Delegate> Bind(DataViewRow input) =>
        [(ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = _description)];

    private static DataViewSchema.Annotations Annotate(LanguageModel model, ModelHistory history)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(ModelKind, LiveType<LanguageModel>.Instance, (ref LanguageModel value) => value = model);
        annotations.Add(HistoryKind, LiveType<ModelHistory>.Instance, (ref ModelHistory value) => value = history);
        return annotations.ToAnnotations();
    }

    private static T Read<T>(DataViewSchema schema, string name, string kind)
    {
        var column = schema.GetColumnOrNull(name) ?? throw SchemaErrors.MissingModel(name);
        if (column.Annotations.Schema.GetColumnOrNull(kind) is null) throw SchemaErrors.NoModel(name);
        T value = default!;
        column.Annotations.GetValue(kind, ref value);
        return value;
    }
}
