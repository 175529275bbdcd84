using System.Text.Json;

namespace MLNetHemorrhage.Tokenization;

/// <summary>A JSON value that knows where it is, so that every error can say so.</summary>
internal readonly struct LocatedJson(JsonElement element, string where)
{
    /// <summary>File and path, such as "tokenizer.json: model.merges[3]".</summary>
    public string Where => where;

    public bool IsNull => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public bool IsText => element.ValueKind == JsonValueKind.String;

    /// <summary>Parses UTF-8.</summary>
    /// <exception cref="HemorrhageException">It is no JSON object.</exception>
    public static LocatedJson Parse(ReadOnlySpan<byte> utf8, string name)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        try
        {
            var reader = new Utf8JsonReader(utf8);
            var node = new LocatedJson(JsonElement.ParseValue(ref reader), $"{name}:");
            return reader.Read() ? throw new HemorrhageException($"{name}: more text after the end of the JSON.") : node;
        }
        catch (JsonException e)
        {
            throw new HemorrhageException($"{name}: not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>A member that must be there.</summary>
    public LocatedJson Member(string name)
    {
        var member = Optional(name);
        return member.IsNull ? throw new HemorrhageException($"{where} expected a member \"{name}\", found none.") : member;
    }

    /// <summary>A member that may be absent or null; then <see cref="IsNull"/> is true.</summary>
    public LocatedJson Optional(string name)
    {
        Expect(JsonValueKind.Object);
        element.TryGetProperty(name, out var value);
        return new(value, Below(name));
    }

    /// <summary>Whether a member is there, be it null.</summary>
    public bool Has(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    public string Text()
    {
        Expect(JsonValueKind.String);
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new HemorrhageException($"{where} is not valid Unicode text.", e);
        }
    }

    public int Integer() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) ? value : throw new HemorrhageException($"{where} expected an integer, found {Found}.");

    /// <summary>A boolean member, or the value it has where it is absent.</summary>
    public bool Flag(string name, bool absent)
    {
        var member = Optional(name);
        return member.IsNull ? absent : member.Boolean();
    }

    public IEnumerable<LocatedJson> Items()
    {
        Expect(JsonValueKind.Array);
        var path = where;
        return element.EnumerateArray().Select((item, index) => new LocatedJson(item, $"{path}[{index}]"));
    }

    public IReadOnlyList<(string Name, LocatedJson Value)> Members()
    {
        Expect(JsonValueKind.Object);
        var members = new List<(string, LocatedJson)>(element.GetPropertyCount());
        try
        {
            foreach (var member in element.EnumerateObject()) members.Add((member.Name, new(member.Value, $"{where}[\"{member.Name}\"]")));
        }
        catch (InvalidOperationException e)
        {
            throw new HemorrhageException($"{where} has a name that is not valid Unicode text.", e);
        }

        return members;
    }

    private bool Boolean() =>
        element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw new HemorrhageException($"{where} expected true or false, found {Found}.");

    private string Found => element.ValueKind.ToString().ToLowerInvariant();

    private string Below(string name) => where.EndsWith(':') ? $"{where} {name}" : $"{where}.{name}";

    private void Expect(JsonValueKind kind)
    {
        if (element.ValueKind != kind) throw new HemorrhageException($"{where} expected {kind.ToString().ToLowerInvariant()}, found {Found}.");
    }
}
