using System.Text.RegularExpressions;
using MLNetHemorrhage.Analyzers.Reporting;

namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>Every rule has a page that says what its descriptor says, and examples that do what the page says.</summary>
[TestClass]
public sealed partial class RulePagesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "RulePages");

    public static IEnumerable<object[]> Ids => Descriptors.All.Select(d => new object[] { d.Id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void The_page_says_what_the_descriptor_says(string id)
    {
        var descriptor = Descriptors.All.Single(d => d.Id == id);
        string page = Page(id);
        Assert.AreEqual($"docs/rules/{id}.md", descriptor.HelpLinkUri);
        StringAssert.StartsWith(page, $"# {id}: {descriptor.Title}\n", StringComparison.Ordinal);
        var facts = Fact().Matches(page).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        Assert.AreEqual(id, facts["Id"]);
        Assert.AreEqual($"{descriptor.Title}", facts["Title"]);
        Assert.AreEqual(descriptor.Category, facts["Category"]);
        Assert.AreEqual($"{descriptor.DefaultSeverity}", facts["Severity"]);
        Assert.AreEqual($"{descriptor.Description}", Plain(Section(page, "Cause")));
        foreach (string title in new[] { "Why it matters", "How to fix", "How to configure" }) Assert.IsGreaterThan(20, Section(page, title).Length, title);
        StringAssert.Contains(Section(page, "How to configure"), $"dotnet_diagnostic.{id}.severity", StringComparison.Ordinal);
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void The_examples_break_the_rule_and_keep_it(string id)
    {
        CollectionAssert.Contains(Example.Ids(Section(Page(id), "Why it matters")).ToArray(), id);
        CollectionAssert.DoesNotContain(Example.Ids(Section(Page(id), "How to fix")).ToArray(), id);
    }

    [TestMethod]
    public void There_are_no_other_pages() => CollectionAssert.AreEquivalent(
        Descriptors.All.Select(d => d.Id).ToArray(), Directory.GetFiles(Folder, "MLH*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).ToArray());

    [TestMethod]
    public void Releases_list_every_rule()
    {
        var listed = File.ReadAllLines(Path.Combine(Folder, "AnalyzerReleases.Unshipped.md")).Where(l => l.StartsWith("MLH", StringComparison.Ordinal)).ToArray();
        CollectionAssert.AreEqual(Descriptors.All.Select(d => $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}").ToArray(), listed);
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(Folder, $"{id}.md")).ReplaceLineEndings("\n");

    private static string Section(string page, string title) => page.Split($"\n## {title}\n\n")[1].Split("\n## ")[0].Trim();

    private static string Plain(string text) => Link().Replace(text, "$1").Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^\| (\w+) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Fact();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();
}
