using Microsoft.ML.Data;
using Microsoft.ML.Models;
using Microsoft.ML.Rows;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Adds columns computed by a user's code.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(CustomMappingTransformer<TSrc, TDst> transformer)
        : base(transformer)
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (var member in MemberColumn.Of(typeof(TSrc), Transformer.InputDefinition, SchemaDefinition.Direction.Both))
        {
            var column = MapperTransformer.Find(inputSchema, member.Name);
            if (!new SchemaShape.Column(member.Name, member.Type, annotations: null).Accepts(column))
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", member.Name, member.Type, column.Describe());
        }
        return inputSchema.With(SchemaShape.Of(MemberColumn.SchemaOf(Transformer.Added)));
    }
}

/// <summary>Adds columns computed by a user's code, once per row and cursor.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _map;
    private readonly string _contract;

    internal CustomMappingTransformer(Action<TSrc, TDst> map, string contract, SchemaDefinition input, SchemaDefinition output)
    {
        ArgumentNullException.ThrowIfNull(map);
        (_map, _contract, InputDefinition) = (map, contract, input);
        Added = MemberColumn.Of(typeof(TDst), output, SchemaDefinition.Direction.Write);
    }

    internal SchemaDefinition InputDefinition { get; }

    internal MemberColumn[] Added { get; }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => MapperTransformer.Transform(input, Bind);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        if (_contract is null)
            throw new InvalidOperationException("Empty contract name for a transform: the transform cannot be saved");
        var writer = ctx.Begin(ModelFormat.Custom);
        writer.Write(_contract);
        writer.Write(_map.Method.DeclaringType.Assembly.FullName);
    }

    private ColumnMapper Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new(inputSchema, new Computed(this, new(inputSchema, ignoreMissingColumns: false, InputDefinition)));
    }

    private sealed class Computed(CustomMappingTransformer<TSrc, TDst> parent, ObjectReader<TSrc> reader) : AddedColumns
    {
        private readonly DataViewSchema _schema = MemberColumn.SchemaOf(parent.Added);

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns => [.. parent.Added.Select(member => member.ToColumn())];

        public override IEnumerable<int> InputsOf(int added) => reader.Columns.Select(column => column.Index);

        public override Delegate[] Bind(DataViewRow input, Func<int, bool> isActive)
        {
            var getters = new Delegate[parent.Added.Length];
            if (!Enumerable.Range(0, getters.Length).Any(isActive))
                return getters;
            var fill = reader.Bind(input);
            var output = new ObjectRow<TDst>(_schema, parent.Added, isActive);
            var (source, destination) = (new TSrc(), new TDst());
            var computed = -1L;
            void Compute()
            {
                if (computed == input.Position)
                    return;
                fill(source);
                parent._map(source, destination);
                output.MoveTo(destination);
                computed = input.Position;
            }
            foreach (var column in _schema.Where(c => isActive(c.Index)))
                getters[column.Index] = Generic.Call<Delegate>(typeof(Computed), nameof(After), [column.Type.RawType], (Action)Compute, output, column);
            return getters;
        }

        private static ValueGetter<T> After<T>(Action compute, DataViewRow output, DataViewSchema.Column column)
        {
            var get = output.GetGetter<T>(column);
            return (ref T value) =>
            {
                compute();
                get(ref value);
            };
        }
    }
}
