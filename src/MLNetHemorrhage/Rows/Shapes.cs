using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetHemorrhage.Rows;

/// <summary>Exact schema shapes. Their parts cannot be made from outside of ML.NET, but a chain of estimators tells its members the shape of what it is fitted on.</summary>
internal static class Shapes
{
    /// <summary>A shape with columns added, or put in the place of those of the same names.</summary>
    public static SchemaShape With(SchemaShape shape, IEnumerable<DataViewSchema.DetachedColumn> added)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in added) builder.AddColumn(column.Name, column.Type, column.Annotations);
        var probe = new Probe();
        new EstimatorChain<ITransformer>().Append(probe).Fit(new SchemaOnly(builder.ToSchema()));
        return new(shape.Where(c => probe.Seen.All(a => a.Name != c.Name)).Concat(probe.Seen));
    }

    private sealed class Probe : IEstimator<ITransformer>
    {
        public SchemaShape Seen { get; private set; } = new([]);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Seen = inputSchema;

        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();
    }
}
