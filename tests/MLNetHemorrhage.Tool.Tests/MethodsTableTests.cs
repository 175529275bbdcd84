using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tests;

/// <summary>The table of methods in the README is made from the methods themselves; <c>eng/readme.sh</c> writes it.</summary>
[TestClass]
public sealed class MethodsTableTests
{
    private const string Begin = "<!-- methods: begin (eng/readme.sh writes this table) -->\n", End = "<!-- methods: end -->";

    // The README to write the table into, beside the one that the tests read.
    private static readonly string? Target = Environment.GetEnvironmentVariable("HEMORRHAGE_README");

    private static string Table =>
        "\n| Recipe step | What it does | Calibration text | Published by |\n|---|---|---|---|\n"
        + string.Concat(ModificationMethods.All.Select(m => $"| `{Recipe.Parse(m.Title)}` | {m.Summary.Replace("|", "\\|", StringComparison.Ordinal)} | {(m.NeedsCalibration ? "yes" : "no")} | {m.Source} |\n"))
        + "\n";

    [TestMethod]
    public void The_table_of_the_readme_says_what_the_methods_say()
    {
        if (Target is { Length: > 0 }) File.WriteAllText(Target, WithTable(File.ReadAllText(Target)));
        string readme = File.ReadAllText(Target is { Length: > 0 } ? Target : Path.Combine(AppContext.BaseDirectory, "Documentation", "README.md")).ReplaceLineEndings("\n");
        Assert.AreEqual(WithTable(readme), readme, "Run eng/readme.sh.");
    }

    private static string WithTable(string readme)
    {
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal), end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.IsTrue(begin >= 0 && end > begin, "README.md has no place for the table of methods.");
        return readme[..(begin + Begin.Length)] + Table + readme[end..];
    }
}
