namespace Microsoft.ML.StandIn.Tests;

/// <summary>A transformer from outside the library: adds a text column that carries an object and a number as annotations.</summary>
public sealed class Annotated(string column, Payload payload, Func<ICanSaveModel>? savedAs = null) : ITransformer
{
    public const string Kind = "Tests.Payload";
    public const string NumberKind = "Tests.Number";

    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new Mapper(this, inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => new View(input, new Mapper(this, input.Schema));

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    public void Save(ModelSaveContext ctx) => savedAs?.Invoke().Save(ctx);

    public static Payload? Find(DataViewSchema schema, string name)
    {
        if (schema[name].Annotations.Schema.GetColumnOrNull(Kind) is null)
            return null;
        Payload found = null!;
        schema[name].Annotations.GetValue(Kind, ref found);
        return found;
    }

    private sealed class Mapper : IRowToRowMapper
    {
        private readonly Annotated _parent;

        public Mapper(Annotated parent, DataViewSchema input)
        {
            (_parent, InputSchema) = (parent, input);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add<Payload>(Kind, PayloadType.Instance, (ref Payload value) => value = parent.Content);
            annotations.AddPrimitiveValue(NumberKind, NumberDataViewType.Int32, 7);
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(input);
            builder.AddColumn(parent.Column, TextDataViewType.Instance, annotations.ToAnnotations());
            OutputSchema = builder.ToSchema();
        }

        public DataViewSchema InputSchema { get; }

        public DataViewSchema OutputSchema { get; }

        public string Name => _parent.Content.Name;

        public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
            [.. dependingColumns.Where(c => c.Index < InputSchema.Count).Select(c => InputSchema[c.Index])];

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Cursor(this, input, null);
    }

    private sealed class View(IDataView input, Mapper mapper) : IDataView
    {
        public bool CanShuffle => input.CanShuffle;

        public DataViewSchema Schema => mapper.OutputSchema;

        public long? GetRowCount() => input.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            var cursor = input.GetRowCursor(mapper.GetDependencies(columnsNeeded), rand);
            return new Cursor(mapper, cursor, cursor);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [.. input.GetRowCursorSet(mapper.GetDependencies(columnsNeeded), n, rand).Select(cursor => new Cursor(mapper, cursor, cursor))];
    }

    private sealed class Cursor(Mapper mapper, DataViewRow row, DataViewRowCursor? cursor) : DataViewRowCursor
    {
        public override long Position => row.Position;

        public override long Batch => row.Batch;

        public override DataViewSchema Schema => mapper.OutputSchema;

        public override bool MoveNext() => cursor!.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => column.Index >= mapper.InputSchema.Count || row.IsColumnActive(mapper.InputSchema[column.Index]);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => column.Index < mapper.InputSchema.Count
            ? row.GetGetter<TValue>(mapper.InputSchema[column.Index])
            : (ValueGetter<TValue>)(Delegate)(ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = mapper.Name.AsMemory());

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                row.Dispose();
            base.Dispose(disposing);
        }
    }

    private string Column => column;

    private Payload Content => payload;
}
