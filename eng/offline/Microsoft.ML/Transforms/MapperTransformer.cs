using Microsoft.ML.Data;
using Microsoft.ML.Rows;

namespace Microsoft.ML.Transforms;

/// <summary>What every built-in row-to-row transformer does once its mapper is known.</summary>
internal static class MapperTransformer
{
    public static IDataView Transform(IDataView input, Func<DataViewSchema, ColumnMapper> bind)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(input, bind(input.Schema));
    }

    /// <summary>The column with the name, or the error of a schema that lacks it.</summary>
    public static DataViewSchema.Column Find(DataViewSchema inputSchema, string name)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.GetColumnOrNull(name) ?? throw Runtime.SchemaErrors.Missing(nameof(inputSchema), "input", name);
    }

    /// <summary>The column with the name, or the error of a schema shape that lacks it.</summary>
    public static SchemaShape.Column Find(SchemaShape inputSchema, string name)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.Find(name) ?? throw Runtime.SchemaErrors.Missing(nameof(inputSchema), "input", name);
    }
}
