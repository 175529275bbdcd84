using System.Runtime.InteropServices;

namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// Brings the rows of two tables together by key. Both are read once, a row of each in turn; scores wait for their partner, so that
/// tables in the same order never hold more than one row. Differences stand in the baseline's order: that of the other changes nothing.
/// </summary>
internal sealed class ScoreMatcher(ScoreKind kind)
{
    private readonly Dictionary<RowKey, Row> _rows = [];
    private readonly List<ScoreDifference> _differences = [];

    public ScoreComparison Compare(ScoreReader baseline, ScoreReader modified, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            bool more = baseline.MoveNext();
            if (modified.MoveNext() != more) throw DifferentCounts(baseline, modified);
            if (!more) break;
            Take(baseline, isBaseline: true);
            Take(modified, isBaseline: false);
        }
        foreach (var (key, row) in _rows)
        {
            if (!row.InModified) throw modified.Error($"expected a row with the baseline's key {key}, found none.");
        }
        return new(_differences);
    }

    private void Take(ScoreReader reader, bool isBaseline)
    {
        var key = reader.Key();
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, key, out bool known);
        if (known && (isBaseline ? row.InBaseline : row.InModified)) throw reader.Error($"expected every key once, found {key} again in row {reader.Rows - 1}.");
        var scores = reader.Scores();
        if (isBaseline)
        {
            (row.InBaseline, row.Index) = (true, _differences.Count);
            _differences.Add(default);
        }
        else
        {
            row.InModified = true;
        }
        if (row.Waiting is { } other)
        {
            _differences[row.Index] = isBaseline ? Difference(key, scores, other) : Difference(key, other, scores);
            row.Waiting = null;
        }
        else
        {
            row.Waiting = scores;
        }
    }

    private ScoreDifference Difference(RowKey key, float[] baseline, float[] modified)
    {
        try
        {
            return ScoreDifference.Of(baseline, modified, kind);
        }
        catch (HemorrhageException e)
        {
            throw new HemorrhageException($"row {key}: {e.Message}", e);
        }
    }

    private static HemorrhageException DifferentCounts(ScoreReader baseline, ScoreReader modified)
    {
        while (baseline.MoveNext() || modified.MoveNext()) { }
        return modified.Error($"expected the baseline's {baseline.Rows} rows, found {modified.Rows}.");
    }

    private struct Row
    {
        public bool InBaseline;
        public bool InModified;
        public int Index;
        public float[]? Waiting;
    }
}
