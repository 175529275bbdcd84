using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Configuration;

/// <summary>The threshold files that a project gives as additional files, over the published table.</summary>
internal static class ThresholdFiles
{
    private const string Suffix = "hemorrhage-thresholds.txt";

    // Shared by all compilations: a content is read once.
    private static readonly SourceTextValueProvider<ParsedThresholds> Parser = new(ParsedThresholds.Of);

    /// <summary>The table; of two files, the later one by path goes before the other. What cannot be used is reported where it stands.</summary>
    public static ThresholdTable Read(CompilationStartAnalysisContext start)
    {
        var table = ThresholdTable.Default;
        var problems = new Dictionary<string, ParsedThresholds>();
        foreach (var file in start.Options.AdditionalFiles.Where(IsThresholds).OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            if (file.GetText(start.CancellationToken) is not { } text || !start.TryGetValue(text, Parser, out var parsed)) continue;
            table = table.Merge(parsed.Table);
            if (parsed.Problems.Count > 0) problems[file.Path] = parsed;
        }
        if (problems.Count > 0) start.RegisterAdditionalFileAction(file => Report(file, problems));
        return table;
    }

    private static bool IsThresholds(AdditionalText file)
    {
        string name = file.Path.Substring(file.Path.LastIndexOfAny(['/', '\\']) + 1);
        return name.EndsWith("." + Suffix, StringComparison.OrdinalIgnoreCase) || string.Equals(name, Suffix, StringComparison.OrdinalIgnoreCase);
    }

    private static void Report(AdditionalFileAnalysisContext context, Dictionary<string, ParsedThresholds> problems)
    {
        if (!problems.TryGetValue(context.AdditionalFile.Path, out var parsed)) return;
        foreach (var problem in parsed.Problems)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(RuleTable.MalformedThresholds), LocationOf(problem, context.AdditionalFile.Path, parsed.Text), problem.Message));
    }

    // From the column to the end of the word.
    private static Location LocationOf(ThresholdProblem problem, string path, SourceText text)
    {
        var line = text.Lines[problem.Line - 1];
        int start = Math.Min(line.Start + problem.Column - 1, line.End), end = start;
        while (end < line.End && !char.IsWhiteSpace(text[end])) end++;
        var span = TextSpan.FromBounds(start, end);
        return Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
    }
}

/// <summary>What a threshold file says.</summary>
internal sealed record ParsedThresholds(SourceText Text, ThresholdTable Table, IReadOnlyList<ThresholdProblem> Problems)
{
    public static ParsedThresholds Of(SourceText text)
    {
        var problems = new List<ThresholdProblem>();
        var table = ThresholdTable.Parse(text.ToString(), "", problems);
        return new(text, table, problems);
    }
}
