using System.Globalization;

namespace MLNetHemorrhage.Thresholds.Text;

/// <summary>Takes the fields of a line by key and type; what is missing, malformed or left over becomes a problem at its column.</summary>
internal sealed class FieldReader(LineFields line, List<LineProblem> problems)
{
    private readonly HashSet<string> _asked = [];

    public string? Optional(string key) => Find(key)?.Value;

    public string Required(string key)
    {
        if (Find(key) is { } field) return field.Value;
        problems.Add(new(line.KindColumn, $"{line.Kind}: expected {key}=…, found none"));
        return "";
    }

    public StepName Step() => new(Required("step"), Required("method"));

    public StepName StepName(string key)
    {
        string text = Required(key);
        var parts = text.Split(':');
        if (parts.Length == 2) return new(parts[0], parts[1]);
        if (text.Length > 0) Fail(key, $"expected verb:method, found \"{ThresholdText.Shorten(text)}\"");
        return new("", "");
    }

    public double? Number(string key) => Optional(key) is { } text ? Read(key, text) : null;

    public double RequiredNumber(string key) => Required(key) is { Length: > 0 } text ? Read(key, text) : double.NaN;

    public List<Knot> Knots()
    {
        var knots = new List<Knot>();
        foreach (string text in Items("knots"))
        {
            var parts = text.Split(':');
            if (parts.Length == 2) knots.Add(new(Read("knots", parts[0]), Read("knots", parts[1])));
            else Fail("knots", $"expected strength:lnRatio,…, found \"{ThresholdText.Shorten(text)}\"");
        }
        return knots;
    }

    public List<InteractionKnot> InteractionKnots()
    {
        var knots = new List<InteractionKnot>();
        foreach (string text in Items("knots"))
        {
            var parts = text.Split(':', '/');
            if (parts.Length == 3 && text.IndexOf('/') < text.IndexOf(':'))
                knots.Add(new(Read("knots", parts[0]), Read("knots", parts[1]), Read("knots", parts[2])));
            else Fail("knots", $"expected strength/strength:lnInteraction,…, found \"{ThresholdText.Shorten(text)}\"");
        }
        return knots;
    }

    /// <summary>Reports every field that was not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var field in line.Fields.Where(f => !_asked.Contains(f.Key)))
        {
            problems.Add(new(field.KeyColumn,
                $"{line.Kind}: unknown key \"{ThresholdText.Shorten(field.Key)}\"; known: {string.Join(", ", _asked.OrderBy(k => k, StringComparer.Ordinal))}"));
        }
    }

    /// <summary>Where a key's value stands; where the line begins, if it is not there.</summary>
    public int ColumnOf(string key) => Find(key)?.ValueColumn ?? line.KindColumn;

    private string[] Items(string key)
    {
        string text = Required(key);
        return text.Length == 0 ? [] : text.Split(',');
    }

    private double Read(string key, string text)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        if (!isNumber || double.IsNaN(value) || double.IsInfinity(value)) Fail(key, $"expected a number, found \"{ThresholdText.Shorten(text)}\"");
        return value;
    }

    private void Fail(string key, string message) => problems.Add(new(ColumnOf(key), $"{key}: {message}"));

    private Field? Find(string key)
    {
        _asked.Add(key);
        return line.Fields.FirstOrDefault(f => f.Key == key);
    }
}
