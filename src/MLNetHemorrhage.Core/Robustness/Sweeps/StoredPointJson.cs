using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.Robustness;

/// <summary>A stored point as JSON: the point and the SHA-256 of its text, so that a damaged file is recognised whatever happened to it.</summary>
internal static class StoredPointJson
{
    private static readonly JsonSerializerOptions Options = new(StrictJson.Options)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(StoredPoint point)
    {
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(point, Options);
        return [.. Encoding.UTF8.GetBytes($"{{\"sha256\":\"{Hash(text)}\",\n\"point\":"), .. text, .. "}\n"u8];
    }

    /// <summary>The point; null where the text is damaged, with what was expected and found.</summary>
    public static StoredPoint? Read(ReadOnlyMemory<byte> json, out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var (stored, point) = (document.RootElement.GetProperty("sha256").GetString(), document.RootElement.GetProperty("point"));
            var computed = Hash(Encoding.UTF8.GetBytes(point.GetRawText()));
            problem = stored == computed ? null : $"a point of SHA-256 {stored}, found {computed}";
            return problem is null ? point.Deserialize<StoredPoint>(Options) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            problem = $"a stored point, found an error: {e.Message.ReplaceLineEndings(" ")}";
            return null;
        }
    }

    private static string Hash(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));
}
