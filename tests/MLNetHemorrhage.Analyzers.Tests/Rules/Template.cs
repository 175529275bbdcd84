namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>Code that is tested twice, past a threshold and inside it: ‹ and › stand around the place of the warning, @ is the value.</summary>
internal static class Template
{
    public static string Past(string template, string id) =>
        template.Replace("‹", $"{{|{id}:", StringComparison.Ordinal).Replace("›", "|}", StringComparison.Ordinal).Replace("@", "0.9", StringComparison.Ordinal);

    public static string Inside(string template) =>
        template.Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal).Replace("@", "0.3", StringComparison.Ordinal);
}
