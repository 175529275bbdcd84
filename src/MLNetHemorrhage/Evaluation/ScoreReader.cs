using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Reads keys and scores of one of the two tables that are compared.</summary>
internal sealed class ScoreReader : IDisposable
{
    private readonly string _which;
    private readonly DataViewSchema.Column? _key;
    private readonly DataViewRowCursor _cursor;
    private readonly Func<RowKey> _readKey;
    private readonly Func<float[]> _readScores;

    public ScoreReader(IDataView data, string which, string scoreColumnName, string? keyColumnName, ScoreKind kind)
    {
        _which = which;
        var score = Find(data.Schema, "score", scoreColumnName, IsScore, "Vector<Single> or Single");
        _key = keyColumnName is null ? null : Find(data.Schema, "key", keyColumnName, KeyReader.CanRead, KeyReader.Expected);
        _cursor = data.GetRowCursor(_key is { } needed ? [score, needed] : [score]);
        _readKey = _key is { } key ? KeyReader.Of(_cursor, key) : KeyReader.OfId(_cursor);
        _readScores = score.Type is VectorDataViewType ? Vector(score) : Positive(score, kind);
    }

    /// <summary>Rows read so far.</summary>
    public int Rows { get; private set; }

    public bool MoveNext()
    {
        if (!_cursor.MoveNext()) return false;
        Rows++;
        return true;
    }

    public RowKey Key() => _readKey();

    /// <summary>The scores of the row, in a new array.</summary>
    public float[] Scores() => _readScores();

    /// <summary>Refuses key columns of two types, whose equal values would mean different things.</summary>
    public void RequireSameKeys(ScoreReader baseline)
    {
        if (_key is { } mine && baseline._key is { } theirs && !mine.Type.Equals(theirs.Type)) throw Mismatch("key", mine, $"the baseline's {theirs.Type}");
    }

    /// <summary>An error that names this table.</summary>
    public HemorrhageException Error(string message) => new($"{_which}: {message}");

    public void Dispose() => _cursor.Dispose();

    private static bool IsScore(DataViewType type) => type == NumberDataViewType.Single || type is VectorDataViewType vector && vector.ItemType == NumberDataViewType.Single;

    private DataViewSchema.Column Find(DataViewSchema schema, string role, string name, Func<DataViewType, bool> fits, string expected)
    {
        var column = schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(_which, $"Could not find {role} column '{name}'");
        return fits(column.Type) ? column : throw Mismatch(role, column, expected);
    }

    private ArgumentOutOfRangeException Mismatch(string role, DataViewSchema.Column column, string expected) =>
        new(_which, $"Schema mismatch for {role} column '{column.Name}': expected {expected}, got {column.Type}");

    private Func<float[]> Vector(DataViewSchema.Column column)
    {
        var get = _cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        return () =>
        {
            get(ref buffer);
            var scores = new float[buffer.Length];
            buffer.CopyTo(scores);
            return scores;
        };
    }

    // The score of the positive class; what the other class has follows from the kind.
    private Func<float[]> Positive(DataViewSchema.Column column, ScoreKind kind)
    {
        var get = _cursor.GetGetter<float>(column);
        return () =>
        {
            float score = 0;
            get(ref score);
            return [kind == ScoreKind.Probability ? 1 - score : 0, score];
        };
    }
}
