namespace MLNetHemorrhage.Tokenization;

/// <summary>Collects the tokens of a vocabulary and refuses what cannot be one.</summary>
internal sealed class TokenIds
{
    /// <summary>More ids than any vocabulary has; above it a file is damaged.</summary>
    private const int LargestId = 1 << 24;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public int? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <exception cref="HemorrhageException">The id is out of range, or the token has another one already.</exception>
    public int Add(string token, LocatedJson id)
    {
        var value = id.Integer();
        if (value is < 0 or > LargestId) throw new HemorrhageException($"{id.Where} expected an id from 0 to {LargestId}, found {value}.");
        if (!_ids.TryAdd(token, value) && _ids[token] != value) throw new HemorrhageException($"{id.Where} \"{token}\" has the ids {_ids[token]} and {value}.");
        return value;
    }

    /// <summary>The token of each id; null where an id is not used.</summary>
    /// <exception cref="HemorrhageException">There is no token, or two have the same id.</exception>
    public string?[] ToArray(string where)
    {
        if (_ids.Count == 0) throw new HemorrhageException($"{where}: the vocabulary is empty.");
        var tokens = new string?[_ids.Values.Max() + 1];
        foreach (var (text, id) in _ids)
        {
            if (tokens[id] is { } other) throw new HemorrhageException($"{where}: id {id} belongs to both \"{other}\" and \"{text}\".");
            tokens[id] = text;
        }

        return tokens;
    }
}
