using System.Text.Json;

namespace MLNetHemorrhage.Models.Weights.Storage;

/// <summary>A weight matrix as it is written: a kind that has a reader, a few parameters, and parts that lie end to end.</summary>
internal sealed class StoredForm(string kind)
{
    private readonly SortedDictionary<string, JsonElement> _parameters = new(StringComparer.Ordinal);
    private readonly List<StoredPart> _parts = [];

    public string Kind => kind;

    public IReadOnlyDictionary<string, JsonElement> Parameters => _parameters;

    public IReadOnlyList<StoredPart> Parts => _parts;

    public long Length => _parts.Sum(p => p.Length);

    public StoredForm With<T>(string parameter, T value)
    {
        _parameters.Add(parameter, JsonSerializer.SerializeToElement(value));
        return this;
    }

    /// <summary>Adds a part; null adds nothing.</summary>
    public StoredForm Add(StoredPart? part)
    {
        if (part is not null) _parts.Add(part);
        return this;
    }
}
