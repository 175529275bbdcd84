using Microsoft.ML.Data;
using Microsoft.ML.Rows;
using Microsoft.ML.Runtime;
using Microsoft.ML.Views;

namespace Microsoft.ML;

/// <summary>Loads tables and takes parts of them.</summary>
public sealed class DataOperationsCatalog
{
    private readonly int? _seed;

    internal DataOperationsCatalog(int? seed) => _seed = seed;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ObjectView<TRow>(data, MemberColumn.Of(typeof(TRow), schemaDefinition, SchemaDefinition.Direction.Read));
    }

    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition schemaDefinition = null)
        where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        return Enumerate(data, new ObjectReader<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition), reuseRowObject);
    }

    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        ArgumentNullException.ThrowIfNull(input);
        var missing = columnsToPrefetch?.FirstOrDefault(name => input.Schema.GetColumnOrNull(name) is null);
        if (missing is not null)
            throw SchemaErrors.Missing(nameof(columnsToPrefetch), "prefetch", missing);
        return new CachedView(input);
    }

    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (lowerBound >= upperBound)
            throw new ArgumentOutOfRangeException(nameof(upperBound), "The upper bound must be greater than the lower bound.");
        var column = input.Schema[columnName];
        if (column.Type is not NumberDataViewType)
            throw SchemaErrors.Mismatch(nameof(columnName), "filter", columnName, "number", column.Type);
        if (column.Type != NumberDataViewType.Single && column.Type != NumberDataViewType.Double)
            throw SchemaErrors.Mismatch("schema", "source", columnName, "Single, Double or Key", column.Type);
        return new FilteredView(input, [column], row =>
        {
            var get = NumberGetters.Of(row, column);
            return () => get() is var value && lowerBound <= value && value < upperBound;
        });
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new SlicedView(input, skip: count, take: long.MaxValue);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new SlicedView(input, skip: 0, take: count);
    }

    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (testFraction is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(testFraction), "Must be between 0 and 1 exclusive");
        if (samplingKeyColumnName is not null)
            throw new NotSupportedException("The offline stand-in of Microsoft.ML does not split by a key column; use the Microsoft.ML package.");
        var draw = seed ?? _seed ?? Random.Shared.Next();
        return new(Sample(data, draw, value => value >= testFraction), Sample(data, draw, value => value < testFraction));
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, ObjectReader<TRow> reader, bool reuseRowObject)
        where TRow : class, new()
    {
        using var cursor = data.GetRowCursor(reader.Columns);
        var fill = reader.Bind(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            row = reuseRowObject && row is not null ? row : new();
            fill(row);
            yield return row;
        }
    }

    /// <summary>Rows whose random number, drawn anew in the same order by every cursor, is accepted.</summary>
    private static FilteredView Sample(IDataView data, int seed, Func<double, bool> accept) => new(new SlicedView(data, 0, long.MaxValue), [], _ =>
    {
        var random = new Random(seed);
        return () => accept(random.NextDouble());
    });

    /// <summary>The two parts of a table.</summary>
    public struct TrainTestData
    {
        public readonly IDataView TrainSet;

        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet) => (TrainSet, TestSet) = (trainSet, testSet);
    }
}
