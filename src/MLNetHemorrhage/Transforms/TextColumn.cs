using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetHemorrhage.Transforms;

/// <summary>A column of text that a step reads.</summary>
internal static class TextColumn
{
    /// <summary>The column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not text.</exception>
    public static DataViewSchema.Column Get(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw SchemaErrors.Missing(name);
        return column.Type is TextDataViewType ? column : throw SchemaErrors.Mismatch(name, TextDataViewType.Instance, column.Type);
    }

    /// <summary>Fails where a shape lacks the column, or where it will not be text.</summary>
    public static void Check(SchemaShape shape, string name)
    {
        var column = shape.FirstOrDefault(c => c.Name == name);
        if (column.Name is null) throw SchemaErrors.Missing(name);
        bool isText = column is { Kind: SchemaShape.Column.VectorKind.Scalar, IsKey: false, ItemType: TextDataViewType };
        if (!isText) throw SchemaErrors.Mismatch(name, TextDataViewType.Instance, Describe(column));
    }

    private static string Describe(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : $"{column.ItemType}";
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => item,
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            _ => $"VarVector<{item}>",
        };
    }
}
