using Microsoft.ML.Data;
using Microsoft.ML.Models;
using Microsoft.ML.Rows;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Keeps or drops columns by name.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(string[] names, bool keep, bool keepHidden)
        : base(new(names, keep, keepHidden))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Transformer.Check(inputSchema.Select(c => c.Name), nameof(inputSchema));
        return new(inputSchema.Where(c => Transformer.Keeps(c.Name)));
    }
}

/// <summary>Keeps or drops columns by name; dropping a name drops the hidden columns of that name too.</summary>
public sealed class ColumnSelectingTransformer : ITransformer
{
    private readonly string[] _names;
    private readonly bool _keep;
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(string[] names, bool keep, bool keepHidden)
    {
        if (names is null or { Length: 0 })
            throw new InvalidOperationException("Name at least one column to keep or to drop.");
        (_names, _keep, _keepHidden) = (names, keep, keepHidden);
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => MapperTransformer.Transform(input, Bind);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var writer = ctx.Begin(ModelFormat.Select);
        writer.Write(_keep);
        writer.Write(_keepHidden);
        writer.Write(_names.Length);
        Array.ForEach(_names, writer.Write);
    }

    internal static ColumnSelectingTransformer Read(BinaryReader reader)
    {
        var (keep, keepHidden) = (reader.ReadBoolean(), reader.ReadBoolean());
        var names = new string[reader.ReadInt32()];
        for (var i = 0; i < names.Length; i++)
            names[i] = reader.ReadString();
        return new(names, keep, keepHidden);
    }

    internal bool Keeps(string name) => _names.Contains(name) == _keep;

    internal void Check(IEnumerable<string> present, string parameter)
    {
        var missing = _names.Except(present).ToArray();
        if (missing.Length > 0)
            throw SchemaErrors.Missing(parameter, "input", string.Join(",", missing));
    }

    private ColumnMapper Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Check(inputSchema.Select(c => c.Name), nameof(inputSchema));
        var kept = _keep
            ? _names.SelectMany(name => inputSchema.Where(c => c.Name == name && (_keepHidden || !c.IsHidden)))
            : inputSchema.Where(c => Keeps(c.Name));
        return new(inputSchema, kept);
    }
}
