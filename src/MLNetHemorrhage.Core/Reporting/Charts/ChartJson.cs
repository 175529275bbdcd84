using System.Text;
using System.Text.Json;

namespace MLNetHemorrhage.Reporting;

/// <summary>The forms that the charts' data share; the scripts in eng/report read them.</summary>
internal static class ChartJson
{
    /// <summary>The charts as one array; the standard encoder leaves no character that HTML or a script could take for markup.</summary>
    public static string Serialize(IEnumerable<ChartSection> charts)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var chart in charts)
            {
                writer.WriteStartObject();
                writer.WriteString("kind", chart.Kind);
                writer.WriteString("title", chart.Title);
                chart.WriteData(writer);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static void WriteAxis(this Utf8JsonWriter writer, string name, ChartAxis axis) => writer.WriteObject(name, () =>
    {
        writer.WriteString("label", axis.Label);
        writer.WriteString("unit", axis.Unit);
        writer.WriteBoolean("descending", axis.Descending);
    });

    public static void WritePoint(this Utf8JsonWriter writer, ChartPoint point)
    {
        writer.WriteReal("x", point.X);
        writer.WriteReal("y", point.Y.Value);
        writer.WriteReal("error", point.Y.StandardError);
    }

    public static void WritePlace(this Utf8JsonWriter writer, ChartPlace place)
    {
        writer.WriteReal("x", place.X);
        writer.WriteReal("y", place.Y);
    }

    public static void WriteInterval(this Utf8JsonWriter writer, string name, ChartInterval? interval)
    {
        if (interval is not { } known)
        {
            writer.WriteNull(name);
            return;
        }
        writer.WriteObject(name, () =>
        {
            writer.WriteReal("value", known.Value);
            writer.WriteReal("low", known.Low);
            writer.WriteReal("high", known.High);
        });
    }
}
