using Microsoft.CodeAnalysis.Testing.Markup;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A state without its markup, which has become expected diagnostics.</summary>
internal sealed class ParsedState
{
    private readonly Dictionary<string, (string Path, LinePositionSpan Span)> _keys = [];

    private readonly List<DiagnosticResult> _expected = [];

    private readonly string? _onlyId;

    /// <param name="onlyId">What <c>[|…|]</c> stands for.</param>
    public ParsedState(SolutionState state, IEnumerable<(string filename, SourceText content)> sources, IEnumerable<DiagnosticResult> expected, string? onlyId)
    {
        _onlyId = onlyId;
        Sources = Parse(sources);
        AdditionalFiles = Parse(state.AdditionalFiles);
        AnalyzerConfigFiles = state.AnalyzerConfigFiles;
        References = state.AdditionalReferences;
        OutputKind = state.OutputKind ?? Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary;
        Given = [.. expected.Select(Resolve)];
        _expected.AddRange(Given);
    }

    public IReadOnlyList<(string filename, SourceText content)> Sources { get; init; }

    public IReadOnlyList<(string filename, SourceText content)> AdditionalFiles { get; }

    public IReadOnlyList<(string filename, SourceText content)> AnalyzerConfigFiles { get; }

    public IReadOnlyList<MetadataReference> References { get; }

    public OutputKind OutputKind { get; }

    /// <summary>Those that no markup says.</summary>
    public IReadOnlyList<DiagnosticResult> Given { get; }

    /// <summary>Those that say most come first, so that a vaguer one does not take their diagnostic.</summary>
    public IEnumerable<DiagnosticResult> Expected => _expected.OrderBy(e => e.Message is null).ThenBy(e => e.Path is null).ThenBy(e => e.Severity is null);

    private List<(string, SourceText)> Parse(IEnumerable<(string filename, SourceText content)> files)
    {
        var parsed = new List<(string, SourceText)>();
        foreach (var (name, content) in files)
        {
            var markup = TestMarkup.Parse(content.ToString());
            var text = SourceText.From(markup.Text, System.Text.Encoding.UTF8);
            parsed.Add((name, text));
            foreach (var mark in markup.Spans)
            {
                var span = text.Lines.GetLinePositionSpan(mark.Span);
                if (mark.Name is ['#', ..]) _keys.Add(mark.Name, (name, span));
                else _expected.Add(DiagnosticResult.OfMarkup(mark.Name ?? OnlyId()).At(name, span));
            }
        }
        return parsed;
    }

    private DiagnosticResult Resolve(DiagnosticResult result) =>
        result.MarkupKey is not { } key ? result
        : _keys.TryGetValue($"#{key}", out var place) ? result.At(place.Path, place.Span)
        : throw new ArgumentException($"The source has no markup {{|#{key}:.");

    private string OnlyId() => _onlyId ?? throw new ArgumentException("Markup [|…|] needs an analyzer with one diagnostic; name the id: {|ID:…|}.");
}
