using System.Globalization;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// The values of one open strength: <c>0.1:0.8:0.1</c> (first, last, step; both ends included) or <c>8,6,4,3,2</c>. Read in decimal
/// arithmetic: 0.1:0.8:0.1 is exactly the eight values 0.1, 0.2, … 0.8. Where a strength is given in words, a list of them: <c>q8_0,q4_k</c>.
/// </summary>
public sealed class Grid
{
    private const int MostValues = 10_000;

    private Grid(string text, IReadOnlyList<decimal> values, IReadOnlyList<string>? words = null)
    {
        Text = text;
        Values = [.. values.Select(v => (double)v)];
        Words = words;
    }

    /// <summary>The values, in the order of the text; no two are equal. Empty where <see cref="Words"/> stand for them.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The words of a list of words; null for numbers.</summary>
    public IReadOnlyList<string>? Words { get; }

    private string Text { get; }

    /// <summary>Reads a grid.</summary>
    /// <param name="text">first:last:step or a list.</param>
    /// <returns>The grid.</returns>
    /// <exception cref="HemorrhageException">The text is not a grid; the message says what was expected and found.</exception>
    public static Grid Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains(':', StringComparison.Ordinal)) return new(text, Range(text));
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(parts, IsWord) ? new(text, [], parts) : new(text, List(text, parts));
    }

    /// <summary>The grid that suits a coordinate where none is given.</summary>
    /// <param name="coordinate">"sparsity", "bits", "ratio" or "keep".</param>
    /// <returns>The grid.</returns>
    /// <exception cref="HemorrhageException">There is none for the coordinate.</exception>
    public static Grid Default(string coordinate) => Parse(coordinate switch
    {
        "sparsity" => "0.1:0.8:0.1",
        "bits" => "8,6,5,4,3,2",
        "ratio" => "0.05:0.5:0.05",
        "keep" => "0.95:0.5:-0.05",
        _ => throw new HemorrhageException($"grid: expected one for {coordinate}, which has no default"),
    });

    /// <summary>The text it was read from.</summary>
    /// <returns>first:last:step or a list.</returns>
    public override string ToString() => Text;

    private static List<decimal> Range(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3) throw Error(text, "first:last:step, as in 0.1:0.8:0.1", text);
        decimal first = Number(text, parts[0]), last = Number(text, parts[1]), step = Number(text, parts[2]);
        if (step == 0 || (last - first) * step < 0) throw Error(text, $"a step that leads from {Show(first)} to {Show(last)}", Show(step));
        if ((last - first) / step >= MostValues) throw Error(text, $"at most {MostValues} values", "more");
        var values = new List<decimal>();
        for (decimal value = first; step > 0 ? value <= last : value >= last; value += step) values.Add(value);
        return values;
    }

    private static List<decimal> List(string text, string[] parts)
    {
        var values = new List<decimal>();
        foreach (string part in parts)
        {
            var value = Number(text, part);
            if (values.Contains(value)) throw Error(text, "every value once", $"{Show(value)} twice");
            values.Add(value);
        }
        return values;
    }

    private static bool IsWord(string part) => part.Length > 0 && char.IsAsciiLetter(part[0]) && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static decimal Number(string text, string part) =>
        decimal.TryParse(part.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error(text, "a number such as 0.5", part.Trim());

    private static string Show(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static HemorrhageException Error(string text, string expected, string found) => new($"grid \"{text}\": expected {expected}, found {(found.Length == 0 ? "nothing" : found)}");
}
