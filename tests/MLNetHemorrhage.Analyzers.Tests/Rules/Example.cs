using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>An example of a rule's page: code with settings and lines of threshold files in comments, or such a line or setting alone.</summary>
internal static partial class Example
{
    private const string Names = """
        IDataView data, calibration, evaluation;
        bool aggressive;
        List<Document> documents;
        IEstimator<ITransformer> pipeline => h.Quantize(bits: 8);
        class Document { public string Text { get; set; } }
        [RecalibratesModel] static IEstimator<ITransformer> Recalibrate(HemorrhageCatalog h, [ModelColumn] string model = "Model") => null;
        """;

    // What the page about methods that were not measured speaks of.
    private const string Mine = "threshold model=mine-7b step=prune method=wanda coordinate=sparsity s0=0.4";

    /// <summary>The ids of what the analyzer says about the code block of a section.</summary>
    public static IEnumerable<string> Ids(string section)
    {
        var block = Block().Match(section);
        string text = block.Groups[2].Value;
        var lines = text.Split('\n').Select(l => l.TrimStart('/', ' ')).ToList();
        var records = lines.Where(l => l.StartsWith("threshold ", StringComparison.Ordinal) || l.StartsWith("range ", StringComparison.Ordinal)).Append(Mine);
        if (text.Contains("and a line for quantize(rtn)", StringComparison.Ordinal)) records = records.Append(Mine.Replace("prune method=wanda coordinate=sparsity s0=0.4", "quantize method=rtn coordinate=bits s0=0.75", StringComparison.Ordinal));
        var settings = lines.Where(l => l.StartsWith("hemorrhage_", StringComparison.Ordinal)).Select(l => l.Split(" = ", 2)).ToDictionary(s => s[0], s => s[1]);
        string code = block.Groups[1].Value == "csharp" ? text : "h.Prune(sparsity: 0.1).Fit(calibration);";
        var compilation = FlowText.Compile(FlowText.Whole($"{Names} void M() {{ {code} }}"));
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.IsEmpty(errors, string.Join('\n', errors));
        var options = new AnalyzerOptions([new Thresholds("#hemorrhage-thresholds 1\n" + string.Join('\n', records))], new Settings(settings));
        return compilation.WithAnalyzers([new ModificationPipelineAnalyzer()], options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Select(d => d.Id);
    }

    [GeneratedRegex("```(\\w+)\\n(.*?)\\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    private sealed class Thresholds(string text) : AdditionalText
    {
        public override string Path => "/example.hemorrhage-thresholds.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Settings(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => Values.None;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(values);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Values.None;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public static readonly Values None = new([]);

        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
