using Microsoft.ML.Data;
using Microsoft.ML.Models;
using Microsoft.ML.Rows;

namespace Microsoft.ML.Transforms;

/// <summary>Looks the values of a column up in a table.</summary>
public class ValueMappingEstimator : TrivialEstimator<ValueMappingTransformer>
{
    internal ValueMappingEstimator(ValueMappingTransformer transformer)
        : base(transformer)
    {
    }

    public sealed override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        MapperTransformer.Find(inputSchema, Transformer.Input);
        return inputSchema.With(SchemaShape.Of(MemberSchema()));
    }

    private DataViewSchema MemberSchema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(Transformer.Output, Transformer.Map.ValueType);
        return builder.ToSchema();
    }
}

/// <summary>Looks the values of a column up in a table given as pairs.</summary>
public sealed class ValueMappingEstimator<TKey, TValue> : ValueMappingEstimator
{
    internal ValueMappingEstimator(ValueMappingTransformer transformer)
        : base(transformer)
    {
    }
}

/// <summary>Looks the values of a column up in a table; a value that is not there gives the default of the output type.</summary>
public class ValueMappingTransformer : ITransformer
{
    internal ValueMappingTransformer(string output, string input, ValueMap map)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        (Output, Input, Map) = (output, input ?? output, map);
    }

    internal string Output { get; }

    internal string Input { get; }

    internal ValueMap Map { get; }

    bool ITransformer.IsRowToRowMapper => true;

    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    IDataView ITransformer.Transform(IDataView input) => MapperTransformer.Transform(input, Bind);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var writer = ctx.Begin(ModelFormat.MapValue);
        writer.Write(Output);
        writer.Write(Input);
        Map.Write(writer);
    }

    internal static ValueMappingTransformer Read(BinaryReader reader) => new(reader.ReadString(), reader.ReadString(), ValueMap.Read(reader));

    private ColumnMapper Bind(DataViewSchema inputSchema) =>
        new(inputSchema, new Mapped(Output, MapperTransformer.Find(inputSchema, Input), Map));

    private sealed class Mapped(string output, DataViewSchema.Column source, ValueMap map) : AddedColumns
    {
        public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns => [new(output, map.ValueType)];

        public override IEnumerable<int> InputsOf(int added) => [source.Index];

        public override Delegate[] Bind(DataViewRow input, Func<int, bool> isActive) => [isActive(0) ? map.Getter(input, source) : null];
    }
}
