using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>A stability report for people: both models, their difference, the steps.</summary>
public static class StabilityDocument
{
    /// <summary>Creates the report.</summary>
    /// <param name="report">What was measured.</param>
    /// <returns>Tables; as data a row for the base and one for the recipe.</returns>
    public static ReportDocument Create(StabilityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new($"Stability of {report.Model}", writer => ReportJson.Write(writer, report))
        {
            Facts = [new("recipe", report.Recipe.ToString()), .. ReportFacts.Of(report.Model, report.Base)],
            Sections = [Models(report), Difference(report.Divergence), Severity(report), .. Layers(report), .. ChoiceSection.Of(report.Choices), Steps(report), .. Notes(report), .. StepLayers(report)],
            Data = RecipeTable.Create("", [report]),
        };
    }

    private static NoteSection Severity(StabilityReport report) => new("Severity", [report.Severity.ToString()]);

    private static IEnumerable<ReportSection> Layers(StabilityReport report) =>
    [
        .. report.Cascade is { } cascade ? LayerSections.Of(cascade) : [],
        .. report.Attention is { } attention ? LayerSections.Of(attention) : [],
    ];

    private static TableSection Models(StabilityReport report)
    {
        PerplexityResult before = report.Base, after = report.Modified;
        var (accuracy, calibration) = (report.Divergence.TopOneAccuracy, report.Divergence.Calibration);
        return new("Models", [new(report.Model, "measure"), new("base", "base"), new("modified", "modified")])
        {
            { "perplexity", before.Perplexity, after.Perplexity },
            { "nll (nats per token)", before.Nll, after.Nll },
            { "bits per byte", before.BitsPerByte, after.BitsPerByte },
            { "top-1 accuracy", ReportCell.Share(accuracy.Base), ReportCell.Share(accuracy.Modified) },
            { "calibration error", ReportCell.Share(calibration.Base.Expected), ReportCell.Share(calibration.Modified.Expected) },
            { "bytes", report.BaseSize.Bytes, report.ModifiedSize.Bytes },
        };
    }

    private static TableSection Difference(DivergenceResult divergence)
    {
        string[] headers = ["modified against base", "mean", "median", "1 %", "99 %", "min", "max"];
        var (kl, delta) = (divergence.KlDivergence, divergence.DeltaP);
        var table = new TableSection("Difference", headers.Select(header => new ReportColumn(header, header)));
        table.Add("ln ratio of perplexities", divergence.LnRatio);
        table.Add(["KL divergence (nats)", kl.Mean, .. Spread(kl.Distribution)]);
        table.Add(["Δp of the right token", delta.Mean, .. Spread(delta.Distribution)]);
        table.Add("Δp, root mean square", delta.Rms);
        table.Add("same top token", ReportCell.Share(divergence.SameTop));
        table.Add("top-1 accuracy", ReportCell.Share(divergence.TopOneAccuracy.Difference));
        table.Add("calibration error", ReportCell.Share(divergence.Calibration.Difference));
        return table;
    }

    private static IEnumerable<ReportCell> Spread(Distribution d) => ((double[])[d.Median, d[1], d[99], d.Minimum, d.Maximum]).Select(value => ReportCell.Of(value));

    private static TableSection Steps(StabilityReport report)
    {
        var table = new TableSection("Steps", StepColumns) { Caption = $"protocol {report.Base.Protocol}, {Numerals.Whole(report.Base.Tokens)} tokens scored" };
        foreach (var step in report.Steps)
        {
            table.Add(
                step.Step.ToString(),
                LayerTable.Share(step.NominalSparsity),
                ReportCell.Share(step.TargetedSize.Sparsity),
                ReportCell.Share(step.FinalSize.Sparsity),
                ReportCell.Of(step.TargetedSize.BitsPerWeight, decimals: 2),
                step.TargetedSize.Bytes,
                LayerTable.Real(step.WeightError),
                LayerTable.Real(step.OutputError),
                ReportCell.Of(step.Elapsed.TotalSeconds, decimals: 1));
        }
        return table;
    }

    // One row a matrix is what somebody wants to see who has asked for every layer.
    private static IEnumerable<TableSection> StepLayers(StabilityReport report) => report.Cascade is null ? [] : report.Steps.Where(s => s.Structure is null).Select(s => s.Step.Kind == ModificationKind.Quantize ? QuantizedLayerTable.Of(s) : LayerTable.Of(s));

    private static IEnumerable<NoteSection> Notes(StabilityReport report)
    {
        string[] notes = [.. report.Steps.SelectMany(s => StepNotes.Of(s).Select(note => $"{s.Step}: {note}"))];
        if (notes.Length > 0) yield return new("Notes", notes);
    }

    private static ReportColumn[] StepColumns =>
    [
        new("step", "step"),
        ReportColumn.Number("asked", "nominalSparsity", "%"),
        ReportColumn.Number("sparsity", "sparsity", "%"),
        ReportColumn.Number("at the end", "finalSparsity", "%", detail: true),
        ReportColumn.Number("bits per weight", "bitsPerWeight"),
        ReportColumn.Number("bytes", "bytes"),
        ReportColumn.Number("weight error", "weightError", detail: true),
        ReportColumn.Number("output error", "outputError"),
        ReportColumn.Number("seconds", "seconds"),
    ];
}
