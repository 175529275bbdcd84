using System.Text.Json;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>A JSON object of settings whose errors name file, key, expected and found. A key that is null counts as absent.</summary>
internal sealed class JsonSettings
{
    private readonly JsonElement _object;
    private readonly string _prefix;

    private JsonSettings(JsonElement element, string file, string prefix)
    {
        _object = element;
        File = file;
        _prefix = prefix;
    }

    public string File { get; }

    public static JsonSettings Parse(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            RequireUnicode(json.Span);
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new(document.RootElement.Clone(), file, "");
            throw CheckpointError.File(file, "a JSON object", Shown(document.RootElement));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HemorrhageException($"{file}: expected valid JSON with each key once, found an error: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    public IEnumerable<string> Keys => _object.EnumerateObject().Select(p => p.Name);

    public bool Has(string key) => Find(key) is not null;

    public int Integer(string key, int? fallback = null)
    {
        if (Find(key) is not { } value) return fallback ?? throw Error(key, "an integer", "nothing");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Error(key, "an integer", Shown(value));
    }

    public double Number(string key, double? fallback = null)
    {
        if (Find(key) is not { } value) return fallback ?? throw Error(key, "a number", "nothing");
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Error(key, "a number", Shown(value));
    }

    public bool Flag(string key, bool fallback)
    {
        if (Find(key) is not { } value) return fallback;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Error(key, "true or false", Shown(value));
    }

    public string Text(string key, string? fallback = null)
    {
        if (Find(key) is not { } value) return fallback ?? throw Error(key, "a string", "nothing");
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Error(key, "a string", Shown(value));
    }

    public string[] Texts(string key)
    {
        if (Find(key) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array) throw Error(key, "an array of strings", Shown(value));
        return [.. value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : throw Error(key, "an array of strings", Shown(v)))];
    }

    public JsonSettings? Object(string key)
    {
        if (Find(key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Object ? new(value, File, _prefix + key + ".") : throw Error(key, "an object", Shown(value));
    }

    public HemorrhageException Error(string key, string expected, string found) =>
        CheckpointError.File(File, $"{expected} as {CheckpointError.Quote(_prefix + key)}", found);

    private JsonElement? Find(string key) =>
        _object.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // A lone surrogate escape is valid JSON but no string; here it is found once and for all.
    private static void RequireUnicode(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => CheckpointError.Quote(value.GetRawText()),
    };
}
