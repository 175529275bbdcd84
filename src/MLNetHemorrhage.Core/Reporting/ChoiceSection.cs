using MLNetHemorrhage.Evaluation.Choices;
using MLNetHemorrhage.Evaluation.Prediction;

namespace MLNetHemorrhage.Reporting;

/// <summary>The part of a report on multiple-choice questions: two rows for each set of them.</summary>
internal static class ChoiceSection
{
    /// <summary>The table; none where no questions were asked.</summary>
    public static IEnumerable<ReportSection> Of(IReadOnlyList<MultipleChoiceComparison> choices)
    {
        if (choices.Count == 0) yield break;
        var table = new TableSection("Multiple choice", Columns) { Caption = "p: how often equally good models would differ so much (McNemar)" };
        foreach (var comparison in choices)
        {
            Add(table, comparison, "most likely", comparison.Accuracy);
            Add(table, comparison, "most likely per character", comparison.AccuracyPerCharacter);
        }
        yield return table;
    }

    private static void Add(TableSection table, MultipleChoiceComparison comparison, string answer, PairedAccuracy accuracy) => table.Add(
        comparison.Name,
        comparison.Base.Questions.Count,
        answer,
        ReportCell.Share(comparison.Base.Chance),
        ReportCell.Share(accuracy.Base),
        ReportCell.Share(accuracy.Modified),
        ReportCell.Share(accuracy.Difference),
        ReportCell.Of(accuracy.McNemar.PValue));

    private static ReportColumn[] Columns =>
    [
        new("questions", "name"),
        ReportColumn.Number("number", "questions"),
        new("answer", "answer"),
        ReportColumn.Number("chance", "chance", "%"),
        ReportColumn.Number("base", "base", "%"),
        ReportColumn.Number("modified", "modified", "%"),
        ReportColumn.Number("difference", "difference", "%"),
        ReportColumn.Number("p", "pValue"),
    ];
}
