using Microsoft.ML.Data;
using Microsoft.ML.Models;
using Microsoft.ML.Rows;

namespace Microsoft.ML.Transforms;

/// <summary>Copies a column, annotations included, to another name.</summary>
public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(string output, string input)
        : base(new(output, input))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.With([new(Transformer.Output, MapperTransformer.Find(inputSchema, Transformer.Input))]);
}

/// <summary>Copies a column, annotations included, to another name.</summary>
public sealed class ColumnCopyingTransformer : ITransformer
{
    internal ColumnCopyingTransformer(string output, string input)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentException.ThrowIfNullOrEmpty(input);
        (Output, Input) = (output, input);
    }

    internal string Output { get; }

    internal string Input { get; }

    bool ITransformer.IsRowToRowMapper => true;

    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    IDataView ITransformer.Transform(IDataView input) => MapperTransformer.Transform(input, Bind);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var writer = ctx.Begin(ModelFormat.Copy);
        writer.Write(Output);
        writer.Write(Input);
    }

    internal static ColumnCopyingTransformer Read(BinaryReader reader) => new(reader.ReadString(), reader.ReadString());

    private ColumnMapper Bind(DataViewSchema inputSchema) =>
        new(inputSchema, new Copied(Output, MapperTransformer.Find(inputSchema, Input)));

    private sealed class Copied(string output, DataViewSchema.Column source) : AddedColumns
    {
        public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns => [new(output, source.Type, source.Annotations)];

        public override IEnumerable<int> InputsOf(int added) => [source.Index];

        public override Delegate[] Bind(DataViewRow input, Func<int, bool> isActive) =>
            [isActive(0) ? RowGetters.Of(input, source) : null];
    }
}
