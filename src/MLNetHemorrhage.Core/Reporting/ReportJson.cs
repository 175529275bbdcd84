using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>
/// Results as JSON. Every mean is an object <c>{"value", "standardError"}</c>, nll is in nats per token, fractions are 0 to 1,
/// numbers round-trip; an infinite number is the string "Infinity", one that cannot be known is null.
/// </summary>
public static class ReportJson
{
    /// <summary>A report as JSON text.</summary>
    /// <param name="report">The report.</param>
    /// <returns>One indented object.</returns>
    public static string Serialize(StabilityReport report) => JsonForms.Text(writer => Write(writer, report));

    /// <summary>A perplexity as JSON text.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="result">Its perplexity.</param>
    /// <returns>One indented object.</returns>
    public static string Serialize(string model, PerplexityResult result) => JsonForms.Text(writer => Write(writer, model, result));

    /// <summary>Writes a report to a file, which appears complete or not at all.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    public static void Save(StabilityReport report, string path)
    {
        byte[] json = Encoding.UTF8.GetBytes(Serialize(report) + "\n");
        FileReplacement.Write((path, stream => stream.Write(json)));
    }

    /// <summary>Writes a report as one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">The report.</param>
    public static void Write(Utf8JsonWriter writer, StabilityReport report)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        var divergence = report.Divergence;
        writer.WriteStartObject();
        WriteContext(writer, report.Model, report.Base);
        writer.WriteString("recipe", report.Recipe.ToString());
        writer.WriteObject("base", () => WriteMeasures(writer, report.Base));
        writer.WriteObject("modified", () => WriteMeasures(writer, report.Modified));
        writer.WriteEstimate("lnRatio", divergence.LnRatio);
        writer.WriteObject("severity", () =>
        {
            writer.WriteString("grade", report.Severity.Name);
            writer.WriteBoolean("uncertain", report.Severity.IsUncertain);
            writer.WriteTexts("reasons", report.Severity.Reasons);
        });
        writer.WriteEstimate("ratio", divergence.Ratio);
        writer.WriteEstimate("difference", divergence.Difference);
        writer.WriteReal("correlation", divergence.Correlation);
        writer.WriteObject("klDivergence", () =>
        {
            writer.WriteEstimate("mean", divergence.KlDivergence.Mean);
            writer.WriteDistribution(divergence.KlDivergence.Distribution);
        });
        writer.WriteObject("deltaP", () =>
        {
            writer.WriteEstimate("mean", divergence.DeltaP.Mean);
            writer.WriteEstimate("rms", divergence.DeltaP.Rms);
            writer.WriteDistribution(divergence.DeltaP.Distribution);
        });
        writer.WriteEstimate("sameTop", divergence.SameTop);
        writer.WriteAccuracy("topOneAccuracy", divergence.TopOneAccuracy);
        writer.WriteCalibration("calibration", divergence.Calibration);
        writer.WriteObject("size", () =>
        {
            writer.WriteNumber("baseBytes", report.BaseSize.Bytes);
            writer.WriteNumber("modifiedBytes", report.ModifiedSize.Bytes);
            WriteSize(writer, report.TargetedSize, report.ModifiedSize);
        });
        if (report.Cascade is { } cascade) writer.WriteCascade(cascade);
        if (report.Attention is { } attention) writer.WriteAttention(attention);
        if (report.Choices.Count > 0) writer.WriteChoices("choices", report.Choices);
        writer.WriteArray("steps", report.Steps, step => WriteStep(writer, step));
        writer.WriteEndObject();
    }

    /// <summary>Writes a perplexity as one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="result">Its perplexity.</param>
    public static void Write(Utf8JsonWriter writer, string model, PerplexityResult result)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(result);
        writer.WriteStartObject();
        WriteContext(writer, model, result);
        WriteMeasures(writer, result);
        writer.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter writer, string model, PerplexityResult result)
    {
        writer.WriteString("version", ProductVersion.Text);
        writer.WriteString("model", model);
        writer.WriteString("protocol", result.Protocol.ToString());
        writer.WriteString("textFingerprint", result.Fingerprint);
    }

    private static void WriteMeasures(Utf8JsonWriter writer, PerplexityResult result)
    {
        writer.WriteEstimate("perplexity", result.Perplexity);
        writer.WriteEstimate("nll", result.Nll);
        writer.WriteNumber("tokens", result.Tokens);
        writer.WriteNumber("bytes", result.Bytes);
        writer.WriteNumber("windows", result.Windows);
        writer.WriteEstimate("bitsPerByte", result.BitsPerByte);
    }

    private static void WriteStep(Utf8JsonWriter writer, StepResult step)
    {
        writer.WriteString("step", step.Step.ToString());
        WriteSize(writer, step.TargetedSize, step.Size);
        if (step.Structure is { } structure)
        {
            writer.WriteObject("structure", () =>
            {
                writer.WriteReal("ratio", structure.Ratio);
                writer.WriteReal("removedOfBlocks", structure.OfBlocks);
                writer.WriteReal("removedOfModel", structure.OfModel);
            });
        }
        if (step.Notes.Count > 0) writer.WriteTexts("notes", step.Notes);
        WriteOptional(writer, "nominalSparsity", step.NominalSparsity);
        writer.WriteReal("finalSparsity", step.FinalSize.Sparsity);
        WriteOptional(writer, "weightError", step.WeightError);
        WriteOptional(writer, "outputError", step.OutputError);
        writer.WriteReal("seconds", step.Elapsed.TotalSeconds);
        writer.WriteArray("layers", step.Layers, layer => WriteLayer(writer, layer));
    }

    private static void WriteLayer(Utf8JsonWriter writer, LayerResult layer)
    {
        writer.WriteString("name", layer.Name);
        writer.WriteString("format", layer.Format);
        WriteOptional(writer, "nominalSparsity", layer.NominalSparsity);
        writer.WriteReal("sparsity", layer.Size.Sparsity);
        WriteOptional(writer, "finalSparsity", layer.FinalSize?.Sparsity);
        writer.WriteReal("bitsPerWeight", layer.Size.BitsPerWeight);
        WriteOptional(writer, "weightError", layer.WeightError);
        WriteOptional(writer, "outputError", layer.OutputError);
        if (layer.Scales is { } scales)
        {
            WriteOptional(writer, "weightSqnr", layer.WeightSqnr);
            WriteOptional(writer, "outputSqnr", layer.OutputSqnr);
            writer.WriteObject("scales", () =>
            {
                writer.WriteNumber("count", scales.Count);
                writer.WriteReal("min", scales.Minimum);
                writer.WriteReal("median", scales.Median);
                writer.WriteReal("max", scales.Maximum);
            });
        }
        writer.WriteReal("seconds", layer.Elapsed.TotalSeconds);
        if (layer.Notes.Count > 0) writer.WriteTexts("notes", layer.Notes);
    }

    // What does not exist for a step is left out; null is a number that cannot be known.
    private static void WriteOptional(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number) writer.WriteReal(name, number);
    }

    // What was aimed at, and beside it the whole model.
    private static void WriteSize(Utf8JsonWriter writer, WeightSize targeted, WeightSize whole)
    {
        writer.WriteReal("sparsity", targeted.Sparsity);
        writer.WriteReal("bitsPerWeight", targeted.BitsPerWeight);
        writer.WriteObject("wholeModel", () =>
        {
            writer.WriteReal("sparsity", whole.Sparsity);
            writer.WriteReal("bitsPerWeight", whole.BitsPerWeight);
        });
    }
}
