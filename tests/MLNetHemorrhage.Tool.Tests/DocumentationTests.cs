using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Tool.CommandLine;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class DocumentationTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Documentation");

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public void Every_example_is_a_command_line_of_the_tool(string example) =>
        Assert.IsEmpty(ToolHost.Parse([.. CommandLineParser.SplitCommandLine(example).Skip(1)], ToolConsole.System()).Errors, example);

    [TestMethod]
    public void Examples_with_output_show_what_the_tool_writes()
    {
        var blocks = Regex.Matches(Readme, @"```text\n\$ (hemorrhage [^\n]+)\n(.*?)```", RegexOptions.Singleline);
        Assert.IsNotEmpty(blocks);
        foreach (Match block in blocks)
        {
            var run = ToolRun.Here([.. CommandLineParser.SplitCommandLine(block.Groups[1].Value).Skip(1)]).Succeeded();
            Assert.AreEqual(run.Out, block.Groups[2].Value, block.Groups[1].Value);
        }
    }

    [TestMethod]
    public void The_documentation_has_examples() => Assert.IsGreaterThan(5, Examples.Count());

    [TestMethod]
    public void Links_between_pages_lead_somewhere()
    {
        foreach (var page in Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories))
            foreach (Match link in Regex.Matches(File.ReadAllText(page), @"\]\(([A-Za-z/-]+\.md)[)#]"))
                Assert.IsTrue(File.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)), $"{page}: {link.Groups[1].Value}");
    }

    [TestMethod]
    public void The_library_example_of_the_readme_is_the_code_that_runs_here()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "LibraryExample.cs"));
        int begin = Array.FindIndex(lines, l => l.Trim() == "// README: begin") + 1, end = Array.FindIndex(lines, l => l.Trim() == "// README: end");
        var code = lines[begin..end].Select(line => line.Length == 0 ? line : line[8..]);
        StringAssert.Contains(Readme, $"```csharp\n{string.Join('\n', code)}\n```");
        LibraryExample.Run();
    }

    [TestMethod]
    public void Every_method_is_in_the_readme_and_has_its_section()
    {
        var recipes = File.ReadAllText(Path.Combine(Root, "docs", "recipes.md")).ReplaceLineEndings("\n");
        string[] parts = recipes.Split("\n## ");
        // What several methods take may be described once, under a heading of its own.
        string common = string.Concat(parts.Where(p => !p.StartsWith("Steps", StringComparison.Ordinal)));
        foreach (var method in ModificationMethods.All)
        {
            StringAssert.Contains(Readme, $"| `{Recipe.Parse(method.Title)}` |");
            var section = parts.SelectMany(p => p.Split("\n### ")).SingleOrDefault(s => s.StartsWith($"`{method.Title[..^1]},", StringComparison.Ordinal));
            Assert.IsNotNull(section, method.Title);
            foreach (var parameter in method.Parameters) StringAssert.Contains(section + common, parameter.Name);
        }
    }

    private static IEnumerable<string> HelpLines
    {
        get
        {
            var root = HemorrhageCommand.Create(ToolConsole.System());
            return root.Subcommands.Prepend(root).SelectMany(command => $"{command.Description}\n{(command as ToolCommand)?.Examples}".Split('\n'));
        }
    }

    private static string Readme => File.ReadAllText(Path.Combine(Root, "README.md")).ReplaceLineEndings("\n");

    private static IEnumerable<string> Examples =>
        from line in Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories).SelectMany(File.ReadLines).Concat(HelpLines)
        let command = line.Trim().TrimStart('$').TrimStart()
        where command.StartsWith("hemorrhage ", StringComparison.Ordinal)
        select command;
}
