namespace Microsoft.ML.Data;

/// <summary>The mappers of a chain, applied one after the other to a row.</summary>
internal sealed class ChainedMapper(DataViewSchema inputSchema, IReadOnlyList<IRowToRowMapper> mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => mappers.Count > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        ActivePerMapper(dependingColumns)[0];

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        if (input.Schema != inputSchema)
            throw new ArgumentOutOfRangeException(nameof(input), "Schema did not match original schema");
        var active = ActivePerMapper(activeColumns);
        for (var i = 0; i < mappers.Count; i++)
            input = mappers[i].GetRow(input, active[i + 1]);
        return input;
    }

    /// <summary>The active columns before the first mapper and after each one.</summary>
    private IEnumerable<DataViewSchema.Column>[] ActivePerMapper(IEnumerable<DataViewSchema.Column> last)
    {
        var active = new IEnumerable<DataViewSchema.Column>[mappers.Count + 1];
        active[^1] = last.ToArray();
        for (var i = mappers.Count - 1; i >= 0; i--)
            active[i] = mappers[i].GetDependencies(active[i + 1]).ToArray();
        return active;
    }
}
