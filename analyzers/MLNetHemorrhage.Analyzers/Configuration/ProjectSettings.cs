using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Configuration;

/// <summary>What <c>.editorconfig</c> says about a file: the keys that begin with <c>hemorrhage_</c>.</summary>
internal sealed class ProjectSettings
{
    private const string Prefix = "hemorrhage_";
    private const string ModelKey = Prefix + "model";
    private const string ProtocolKey = Prefix + "protocol";
    private const string ToleranceKey = Prefix + "tolerance";
    private const string ThresholdKey = Prefix + "threshold.";

    private readonly List<ThresholdRecord> _thresholds = [];
    private readonly List<Finding> _problems = [];

    private ProjectSettings() { }

    /// <summary>The model, where the code does not say which it is.</summary>
    public string? Model { get; private set; }

    /// <summary>The protocol that the project measures under.</summary>
    public string? Protocol { get; private set; }

    /// <summary>The most that a step may cost, in ln perplexity.</summary>
    public double? Tolerance { get; private set; }

    /// <summary>Thresholds that hold instead of those of the tables.</summary>
    public IReadOnlyList<ThresholdRecord> Thresholds => _thresholds;

    /// <summary>What cannot be used.</summary>
    public IReadOnlyList<Finding> Problems => _problems;

    public static ProjectSettings Of(AnalyzerConfigOptions options)
    {
        var settings = new ProjectSettings();
        foreach (string key in options.Keys.Where(k => k.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).OrderBy(k => k, StringComparer.Ordinal))
            if (options.TryGetValue(key, out string? value)) settings.Read(key, value.Trim());
        return settings;
    }

    private void Read(string key, string value)
    {
        if (Is(key, ModelKey)) Model = Required(key, value);
        else if (Is(key, ProtocolKey)) Protocol = ProtocolText.IsWellFormed(value) ? value : Refuse<string?>(key, "a form such as wikitext:2048 or documents:100,context=256", value);
        else if (Is(key, ToleranceKey)) Tolerance = SettingNumber.Read(value) is { } tolerance && tolerance > 0 ? tolerance : Refuse<double?>(key, "ln perplexity above 0, as in 0.05", value);
        else if (key.StartsWith(ThresholdKey, StringComparison.OrdinalIgnoreCase)) ReadThreshold(key, value);
        else Problem(key, $"expected one of {ModelKey}, {ProtocolKey}, {ToleranceKey} and {ThresholdKey}…");
    }

    private void ReadThreshold(string key, string value)
    {
        var parts = key.Substring(ThresholdKey.Length).Split('.');
        string? verb = SettingNumber.Verbs.FirstOrDefault(v => Is(v, parts[0]));
        if (verb is null || parts.Length > 2 || parts[parts.Length - 1].Length == 0)
        {
            Problem(key, $"expected {ThresholdKey}verb or {ThresholdKey}verb.method with one of the verbs {string.Join(", ", SettingNumber.Verbs)}");
            return;
        }
        string coordinate = SettingNumber.CoordinateOf(verb);
        if (SettingNumber.Strength(coordinate, value) is not { } strength)
        {
            Refuse<double?>(key, coordinate == "bits" ? "bits of 1 to 16" : $"{coordinate} of 0 to 1", value);
            return;
        }
        _thresholds.Add(new(new(verb, parts.Length == 2 ? parts[1] : StepName.AnyMethod), coordinate)
        {
            S0 = strength, IsSetting = true, MeasuredOn = "this project", Source = ".editorconfig",
        });
    }

    private string? Required(string key, string value) => value.Length > 0 ? value : Refuse<string?>(key, "the name of a model", value);

    private T? Refuse<T>(string key, string expected, string found)
    {
        Problem(key, $"expected {expected}; found \"{found}\"");
        return default;
    }

    private void Problem(string key, string message) => _problems.Add(RuleTable.MalformedSetting.Find(null, key, message));

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
