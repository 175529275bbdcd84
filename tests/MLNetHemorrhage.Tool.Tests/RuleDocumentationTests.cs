using System.Text.RegularExpressions;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class RuleDocumentationTests
{
    [TestMethod]
    public void Every_rule_is_listed_with_title_and_severity_and_has_its_page()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Documentation", "docs");
        string page = File.ReadAllText(Path.Combine(folder, "rules.md")).ReplaceLineEndings("\n");
        var documented = Regex.Matches(page, @"^\| \[(MLH\d{4})\]\(rules/\1\.md\) \| (.+) \| (\w+) \| .+ \|$", RegexOptions.Multiline)
            .Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}").ToArray();
        CollectionAssert.AreEqual(RuleTable.All.Select(r => $"{r.Id} {r.Title} {r.Severity.ToString().ToLowerInvariant()}").ToArray(), documented);
        foreach (var rule in RuleTable.All) Assert.IsTrue(File.Exists(Path.Combine(folder, "..", rule.HelpPage)), rule.HelpPage);
    }
}
