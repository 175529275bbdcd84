using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Reporting;

namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>The tour shows every rule once, where it says so, with the words that are written down beside it.</summary>
[TestClass]
public sealed partial class TourTests
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic;";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Tour");

    private static readonly Lazy<Diagnostic[]> Found = new(() =>
        [.. Run().OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.GetLineSpan().StartLinePosition).ThenBy(d => d.Id, StringComparer.Ordinal)]);

    // The lines that a build prints, in the order of files and lines.
    private static readonly Lazy<string[]> Output = new(() => [.. Found.Value.Select(Line)]);

    [TestMethod]
    public void The_output_is_the_one_written_down() => CollectionAssert.AreEqual(File.ReadAllLines(Path.Combine(Folder, "tour.txt")), Output.Value, string.Join('\n', Output.Value));

    [TestMethod]
    public void Every_rule_is_announced_in_one_comment_and_found() => CollectionAssert.AreEqual(
        Descriptors.All.Select(d => d.Id).ToArray(),
        Directory.GetFiles(Folder).SelectMany(File.ReadLines).Select(l => Announcement().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal).ToArray());

    [TestMethod]
    public void Every_finding_in_code_stands_below_the_comment_that_announces_it()
    {
        foreach (Match finding in Output.Value.Select(l => Finding().Match(l)).Where(m => m.Success))
        {
            var above = File.ReadLines(Path.Combine(Folder, finding.Groups[1].Value)).Take(int.Parse(finding.Groups[2].Value, CultureInfo.InvariantCulture)).ToList();
            Assert.AreEqual(finding.Groups[3].Value, above.Select(l => Announcement().Match(l)).Last(m => m.Success).Groups[1].Value);
        }
    }

    [TestMethod]
    public void The_readme_shows_lines_of_the_output()
    {
        var shown = ReadmeBlock("text");
        Assert.IsNotEmpty(shown);
        foreach (string line in shown) CollectionAssert.Contains(Output.Value, line);
    }

    [TestMethod]
    public void The_readme_shows_the_code_that_these_lines_are_about_and_underlines_what_an_editor_does()
    {
        var found = ReadmeBlock("text").Select(line => Found.Value[Array.IndexOf(Output.Value, line)]).ToList();
        var code = ReadmeBlock("csharp");
        var marks = Enumerable.Range(0, code.Count).Where(i => code[i].TrimStart().StartsWith('~')).ToList();
        Assert.HasCount(found.Count, marks);
        for (int i = 0; i < marks.Count; i++)
        {
            string above = code[marks[i] - 1], mark = code[marks[i]];
            var place = found[i].Location.SourceTree!.GetText().Lines.GetLinePositionSpan(found[i].Location.SourceSpan);
            string line = found[i].Location.SourceTree!.GetText().Lines[place.Start.Line].ToString();
            Assert.AreEqual(line.Trim(), above.Trim());
            Assert.AreEqual(place.Start.Character - Indentation(line), Indentation(mark) - Indentation(above), above);
            Assert.AreEqual(place.End.Character - place.Start.Character, mark.Trim().Length, above);
        }
        for (int i = 0; i < code.Count; i++)
            if (!marks.Contains(i)) Assert.IsTrue(Directory.GetFiles(Folder, "*.cs").Any(f => File.ReadLines(f).Any(l => l.Trim() == code[i].Trim())), code[i]);
    }

    // The lines of a block of the section about the editor.
    private static List<string> ReadmeBlock(string language)
    {
        string section = File.ReadAllText(Path.Combine(Folder, "README.md")).ReplaceLineEndings("\n").Split("\n## In the editor\n")[1].Split("\n## ")[0];
        return [.. section.Split($"```{language}\n")[1].Split("\n```")[0].Split('\n')];
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;

    private static string Line(Diagnostic found)
    {
        var place = found.Location.GetLineSpan();
        string severity = found.Severity == DiagnosticSeverity.Warning ? "warning" : $"{found.Severity}";
        return $"{Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {severity} {found.Id}: {found.GetMessage(CultureInfo.InvariantCulture)} ({found.Descriptor.HelpLinkUri})";
    }

    private static ImmutableArray<Diagnostic> Run()
    {
        var settings = AnalyzerConfigSet.Create<AnalyzerConfig[]>([AnalyzerConfig.Parse(File.ReadAllText(Path.Combine(Folder, ".editorconfig")), "/Tour/.editorconfig")]);
        var trees = Directory.GetFiles(Folder, "*.cs").Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: $"/Tour/{Path.GetFileName(f)}")).Append(CSharpSyntaxTree.ParseText(ImplicitUsings));
        var how = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable).WithSyntaxTreeOptionsProvider(new Severities(settings));
        var compilation = CSharpCompilation.Create("Tour", trees, [.. References.Framework, .. References.Product], how);
        var options = new AnalyzerOptions([.. Directory.GetFiles(Folder, "*.hemorrhage-thresholds.txt").Select(f => new TourFile(f))], new Settings(settings));
        var found = compilation.WithAnalyzers([new ModificationPipelineAnalyzer()], options).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. found.Where(d => d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("MLH", StringComparison.Ordinal))];
    }

    [GeneratedRegex(@"^\s*(?://|#) (MLH\d{4}):")]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^(\w+\.cs)\((\d+),\d+\): \w+ (MLH\d{4}):")]
    private static partial Regex Finding();

    private sealed class TourFile(string file) : AdditionalText
    {
        public override string Path => $"/Tour/{System.IO.Path.GetFileName(file)}";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(file));
    }
}
