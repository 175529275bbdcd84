using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class CompareScoresErrorTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void Columns_that_are_missing_or_of_another_type()
    {
        var rows = ScoredRow.Random(1, 2);
        AssertColumn("baseline", "Could not find score column 'Scores'", rows, rows, "Scores");
        AssertColumn("baseline", "Could not find key column 'Name'", rows, rows, "Score", "Name");
        AssertColumn("baseline", "Schema mismatch for score column 'Id': expected Vector<Single> or Single, got String", rows, rows, "Id");
        AssertColumn("baseline", "Schema mismatch for key column 'Label': expected String, a whole number or a key, got Single", rows, rows, "Score", "Label");
        AssertColumn("modified", "Could not find score column 'Score'", rows, rows, "Score", null, drop: "Score");
    }

    [TestMethod]
    public void Keys_of_two_types()
    {
        var rows = ScoredRow.Random(1, 2);
        var other = Apply(_context.Transforms.CopyColumns("Id", "Number"), Load(rows));
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Hemorrhage().CompareScores(Load(rows), other, keyColumnName: "Id"));
        Assert.AreEqual("Schema mismatch for key column 'Id': expected the baseline's String, got Int32 (Parameter 'modified')", error.Message);
    }

    [TestMethod]
    public void Rows_that_have_no_partner()
    {
        var rows = ScoredRow.Random(1, 5);
        Refused("modified: expected the baseline's 5 rows, found 3.", rows, rows[..3]);
        Refused("modified: expected the baseline's 3 rows, found 5.", rows[..3], rows);
        Refused("modified: expected a row with the baseline's key 'r0', found none.", rows[..4], rows[1..], "Id");
        Refused("modified: expected a row with the baseline's key 0, found none.", rows[..4], rows[1..], "Number");
        Refused("scores: expected at least one row, found none.", [], []);
    }

    [TestMethod]
    public void Keys_that_come_twice_or_are_missing()
    {
        var rows = ScoredRow.Random(1, 3);
        Refused("baseline: expected every key once, found 'r1' again in row 2.", [rows[0], rows[1], rows[1]], rows, "Id");
        Refused("modified: expected every key once, found 1 again in row 1.", rows, [rows[1], rows[1], rows[2]], "Number");
        // A value outside the key's range of 1000 is a missing one.
        ScoredRow[] missing = [ScoredRow.Of(1000, 1)];
        Refused("row 0: expected a key in column 'Key', found a missing value.", missing, missing, "Key");
    }

    [TestMethod]
    public void Scores_that_are_not_of_their_kind_are_named_with_their_row()
    {
        ScoredRow[] good = [ScoredRow.Of(0, 1, 0), ScoredRow.Of(1, 0.5f, 0.5f)];
        const string Sum = "modified scores: expected probabilities that sum to 1 within 0.001, found a sum of 1.25.";
        Refused($"row 'r1': {Sum}", good, [good[0], ScoredRow.Of(1, 0.5f, 0.75f)], "Id");
        Refused($"row 1: {Sum}", good, [good[0], ScoredRow.Of(1, 0.5f, 0.75f)]);
        Refused("row 'r0': baseline scores: expected probabilities, found -0.5 at index 0.", [ScoredRow.Of(0, -0.5f, 1.5f), good[1]], good, "Id");
        Refused("row 'r1': modified scores: expected numbers, found NaN at index 0.", good, [good[0], ScoredRow.Of(1, float.NaN, 1)], "Id");
        Refused("row 'r1': modified scores: expected the baseline's 2, found 3.", good, [good[0], ScoredRow.Of(1, 1, 0, 0)], "Id");
    }

    [TestMethod]
    public void A_comparison_can_be_stopped()
    {
        var data = Load(ScoredRow.Random(1, 3));
        Assert.ThrowsExactly<OperationCanceledException>(() => _context.Hemorrhage().CompareScores(data, data, cancellation: new(canceled: true)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Hemorrhage().CompareScores(data, data, kind: (ScoreKind)9));
    }

    private static IDataView Apply(IEstimator<ITransformer> step, IDataView data) => step.Fit(data).Transform(data);

    private IDataView Load(ScoredRow[] rows) => _context.Data.LoadFromEnumerable(rows);

    private void AssertColumn(string parameter, string message, ScoredRow[] baseline, ScoredRow[] modified, string score, string? key = null, string? drop = null)
    {
        var right = Load(modified);
        if (drop is not null) right = Apply(_context.Transforms.DropColumns(drop), right);
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Hemorrhage().CompareScores(Load(baseline), right, score, key));
        Assert.AreEqual($"{message} (Parameter '{parameter}')", error.Message);
    }

    private void Refused(string message, ScoredRow[] baseline, ScoredRow[] modified, string? key = null) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(() =>
            _context.Hemorrhage().CompareScores(Load(baseline), Load(modified), keyColumnName: key)).Message);
}
