using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>How the tool's JSON looks: indented for people, with the text of models unescaped.</summary>
internal static class JsonForm
{
    /// <summary>For objects that are serialized.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
