using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Reporting;

/// <summary>The forms that all JSON of the product shares.</summary>
internal static class JsonForms
{
    private static readonly JsonWriterOptions Form = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented for people, with the text of models unescaped.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Form)) write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static void WriteObject(this Utf8JsonWriter writer, string name, Action properties)
    {
        writer.WriteStartObject(name);
        properties();
        writer.WriteEndObject();
    }

    /// <summary>An array of objects.</summary>
    public static void WriteArray<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> properties)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            properties(item);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    public static void WriteEstimate(this Utf8JsonWriter writer, string name, Estimate estimate) => writer.WriteObject(name, () =>
    {
        writer.WriteReal("value", estimate.Value);
        writer.WriteReal("standardError", estimate.StandardError);
    });

    public static void WriteDistribution(this Utf8JsonWriter writer, Distribution distribution)
    {
        writer.WriteReal("max", distribution.Maximum);
        writer.WriteReal("min", distribution.Minimum);
        writer.WriteObject("percentiles", () =>
        {
            foreach (var percentile in distribution.Percentiles) writer.WriteReal(percentile.Name, percentile.Value);
        });
    }

    /// <summary>JSON has no infinities and no NaN.</summary>
    public static void WriteReal(this Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsNaN(value)) writer.WriteNull(name);
        else if (double.IsInfinity(value)) writer.WriteString(name, value > 0 ? "Infinity" : "-Infinity");
        else writer.WriteNumber(name, value);
    }
}
