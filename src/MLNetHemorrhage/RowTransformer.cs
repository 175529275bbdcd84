using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage;

/// <summary>What the transformers of this library have in common: they add columns to rows and touch nothing else.</summary>
public abstract class RowTransformer : ITransformer
{
    private protected RowTransformer() { }

    /// <summary>True: rows are mapped one at a time.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The schema of what <see cref="Transform"/> gives.</summary>
    /// <param name="inputSchema">The schema of the data.</param>
    /// <returns>The same columns and the added ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetMapper(inputSchema).OutputSchema;

    /// <summary>Adds the columns, computed when they are read.</summary>
    /// <param name="input">The data.</param>
    /// <returns>The data with the added columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or of another type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(input, GetMapper(input.Schema));
    }

    /// <summary>The mapping of single rows.</summary>
    /// <param name="inputSchema">The schema of the rows.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or of another type.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => GetMapper(inputSchema);

    // ML.NET loads only its own transformers, so each saves itself as a chain of those that does the same.
    void ICanSaveModel.Save(ModelSaveContext ctx) => ToBuiltIns().Save(ctx);

    private protected abstract AddedColumns Bind(DataViewSchema inputSchema);

    private protected abstract ICanSaveModel ToBuiltIns();

    private AddedColumnsMapper GetMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new(inputSchema, Bind(inputSchema));
    }
}
