using System.Text.RegularExpressions;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class RuleDocumentationTests
{
    [TestMethod]
    public void Every_rule_has_its_section_with_title_and_severity()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documentation", "docs", "rules.md")).ReplaceLineEndings("\n");
        var documented = Regex.Matches(page, @"^## (MLH\d{4})\n\n\*\*(.+)\*\* \((\w+)\)\n\n\*Cause\.\* .+\n\n\*Remedy\.\* .+$", RegexOptions.Multiline)
            .Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}").ToArray();
        CollectionAssert.AreEqual(RuleTable.All.Select(r => $"{r.Id} {r.Title} {r.Severity.ToString().ToLowerInvariant()}").ToArray(), documented);
    }
}
