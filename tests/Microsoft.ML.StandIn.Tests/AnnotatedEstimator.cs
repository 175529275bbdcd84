namespace Microsoft.ML.StandIn.Tests;

/// <summary>An estimator from outside the library. Its schema shape is exact: a chain over an empty table tells it.</summary>
public sealed class AnnotatedEstimator(string column, Payload payload, Func<ICanSaveModel>? savedAs = null) : IEstimator<Annotated>
{
    public Annotated Fit(IDataView input) => new(column, payload, savedAs);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var added = Shapes.Of(new Annotated(column, payload).GetOutputSchema(new DataViewSchema.Builder().ToSchema()));
        return new(inputSchema.Where(c => c.Name != column).Concat(added));
    }
}

/// <summary>The shape of a schema by public means only.</summary>
public static class Shapes
{
    public static SchemaShape Of(DataViewSchema schema)
    {
        var probe = new Probe();
        new EstimatorChain<ITransformer>().Append(probe).Fit(new SchemaOnly(schema));
        return probe.Seen!;
    }

    private sealed class Probe : IEstimator<ITransformer>
    {
        public SchemaShape? Seen { get; private set; }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Seen = inputSchema;

        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();
    }
}

/// <summary>A table without rows that cannot be read.</summary>
public sealed class SchemaOnly(DataViewSchema schema) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => throw new NotSupportedException();

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => throw new NotSupportedException();
}
