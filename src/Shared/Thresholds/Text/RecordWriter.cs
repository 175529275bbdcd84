using System.Globalization;
using System.Text;

namespace MLNetHemorrhage.Thresholds.Text;

/// <summary>Writes a record as one line; <see cref="RecordReader"/> reads an equal one from it.</summary>
internal static class RecordWriter
{
    public static string Write(TableRecord record)
    {
        var line = new StringBuilder(record.Kind);
        if (record.Model != TableRecord.AnyModel) Add(line, "model", record.Model);
        Add(line, "sha256", record.Sha256);
        switch (record)
        {
            case ThresholdRecord threshold:
                AddStep(line, threshold.Step, threshold.Coordinate);
                Add(line, "s0", threshold.S0);
                Add(line, "low", threshold.Low);
                Add(line, "high", threshold.High);
                Add(line, "tolerance", threshold.Tolerance);
                Add(line, "sTol", threshold.STol);
                Add(line, "sTolLow", threshold.STolLow);
                Add(line, "sTolHigh", threshold.STolHigh);
                break;
            case CurveRecord curve:
                AddStep(line, curve.Step, curve.Coordinate);
                Add(line, "knots", string.Join(",", curve.Knots.Select(k => $"{Number(k.Strength)}:{Number(k.LnRatio)}")));
                break;
            case InteractionRecord interaction:
                Add(line, "first", interaction.First.ToString());
                Add(line, "second", interaction.Second.ToString());
                Add(line, "knots", string.Join(",", interaction.Knots.Select(k => $"{Number(k.First)}/{Number(k.Second)}:{Number(k.Value)}")));
                Add(line, "error", interaction.Error);
                break;
            case RangeRecord range:
                Add(line, "step", range.Step.Verb);
                Add(line, "method", range.Step.Method);
                Add(line, "parameter", range.Parameter);
                Add(line, "from", range.From);
                Add(line, "to", range.To);
                break;
        }
        Add(line, "protocol", record.Protocol);
        Add(line, "measuredOn", record.MeasuredOn);
        Add(line, "source", record.Source);
        return line.ToString();
    }

    private static void AddStep(StringBuilder line, StepName step, string coordinate)
    {
        Add(line, "step", step.Verb);
        Add(line, "method", step.Method);
        Add(line, "coordinate", coordinate);
    }

    private static void Add(StringBuilder line, string key, double? value)
    {
        if (value is { } number) Add(line, key, Number(number));
    }

    private static void Add(StringBuilder line, string key, string? value)
    {
        if (value is not null) line.Append(' ').Append(key).Append('=').Append(Quote(value));
    }

    private static string Quote(string value) =>
        value.Any(c => char.IsWhiteSpace(c) || c == '"') ? "\"" + value.Replace("\"", "\"\"") + "\"" : value;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
