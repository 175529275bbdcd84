using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>What stands beside the points once a sweep is complete.</summary>
internal static class SweepFiles
{
    /// <summary>Writes the result and the report and adds to the threshold file; each appears complete or not at all.</summary>
    public static void Write(string directory, ReportDocument document, IReadOnlyList<SweepResult> results)
    {
        Write(directory, "result.json", document.ToJson() + "\n");
        Write(directory, "report.html", document.ToHtml());
        if (SweepThresholds.Records(results) is { Records.Count: > 0 } table)
            ThresholdFiles.Update(Path.Combine(directory, $"{results[0].Model}.hemorrhage-thresholds.txt"), table.Records);
    }

    private static void Write(string directory, string name, string text)
    {
        using var file = new OutputFile(Path.Combine(directory, name));
        file.Commit(text);
    }
}
