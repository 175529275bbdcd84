namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>The metadata of a GGUF file: values by key, whose errors name file, key, expected and found.</summary>
internal sealed class GgufMetadata(string file, IReadOnlyDictionary<string, object> values, IReadOnlyList<KeyValuePair<string, (long Start, long End)>> entries)
{
    public string File => file;

    /// <summary>Where each key lies in the file with its value, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, (long Start, long End)>> Entries => entries;

    public bool Has(string key) => values.ContainsKey(key);

    public int Integer(string key, int? fallback = null) => Get<long>(key, "an integer", fallback) is var value && value is >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw Error(key, "an integer of 32 bits", $"{value}");

    public double Number(string key, double? fallback = null)
    {
        double value = values.TryGetValue(key, out var found) && found is long whole ? whole : Get<double>(key, "a number", fallback);
        return double.IsFinite(value) ? value : throw Error(key, "a finite number", CheckpointError.Number(value));
    }

    public bool Flag(string key, bool fallback) => Get<bool>(key, "true or false", fallback);

    public string Text(string key, string? fallback = null) => Get<string>(key, "a text", fallback);

    /// <summary>The values of an array; null where there is none.</summary>
    public T[]? Array<T>(string key) => !values.TryGetValue(key, out var found) ? null
        : found as T[] ?? throw Error(key, $"an array of {typeof(T).Name}", Describe(found));

    public HemorrhageException Error(string key, string expected, string found) =>
        CheckpointError.File(file, $"{expected} under {CheckpointError.Quote(key)}", found);

    private T Get<T>(string key, string expected, object? fallback)
    {
        if (!values.TryGetValue(key, out var found))
            return fallback is null ? throw Error(key, expected, "nothing") : (T)Convert.ChangeType(fallback, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
        return found is T value ? value : throw Error(key, expected, Describe(found));
    }

    private static string Describe(object value) => value switch
    {
        string text => CheckpointError.Quote(text),
        Array array => $"an array of {array.Length} values",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"),
    };
}
