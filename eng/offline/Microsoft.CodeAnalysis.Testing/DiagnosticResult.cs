using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A diagnostic that a test expects: the more it says, the more is checked.</summary>
public readonly record struct DiagnosticResult
{
    public DiagnosticResult(string id, DiagnosticSeverity severity) => (Id, Severity) = (id, severity);

    public DiagnosticResult(DiagnosticDescriptor descriptor)
        : this(descriptor.Id, descriptor.DefaultSeverity) => MessageFormat = descriptor.MessageFormat.ToString();

    public string Id { get; }

    public DiagnosticSeverity? Severity { get; private init; }

    public string? Message { get; private init; }

    internal string? MessageFormat { get; private init; }

    internal int? MarkupKey { get; private init; }

    internal string? Path { get; private init; }

    internal LinePosition? Start { get; private init; }

    internal LinePosition? End { get; private init; }

    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);

    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    public DiagnosticResult WithMessage(string message) => this with { Message = message };

    public DiagnosticResult WithArguments(params object[] arguments) =>
        this with { Message = string.Format(System.Globalization.CultureInfo.InvariantCulture, MessageFormat ?? throw new InvalidOperationException($"{Id}: arguments need a descriptor."), arguments) };

    /// <summary>Where the source says <c>{|#key:…|}</c>.</summary>
    public DiagnosticResult WithLocation(int markupKey) => this with { MarkupKey = markupKey };

    public DiagnosticResult WithLocation(int line, int column) => WithLocation("/0/Test0.cs", line, column);

    public DiagnosticResult WithLocation(string path, int line, int column) => this with { Path = path, Start = new(line - 1, column - 1) };

    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) => WithSpan("/0/Test0.cs", startLine, startColumn, endLine, endColumn);

    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        this with { Path = path, Start = new(startLine - 1, startColumn - 1), End = new(endLine - 1, endColumn - 1) };

    internal DiagnosticResult At(string path, LinePositionSpan span) => this with { Path = path, Start = span.Start, End = span.End, MarkupKey = null };

    internal static DiagnosticResult OfMarkup(string id) => new DiagnosticResult(id, default) with { Severity = null };

    internal bool Matches(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        return diagnostic.Id == Id
            && (Severity is null || diagnostic.Severity == Severity)
            && (Message is null || diagnostic.GetMessage() == Message)
            && (Path is null || span.Path == Path && span.StartLinePosition == Start && (End is null || span.EndLinePosition == End));
    }

    public override string ToString()
    {
        string place = Path is null ? "anywhere" : $"{Path}({Start!.Value.Line + 1},{Start.Value.Character + 1}{(End is { } end ? $",{end.Line + 1},{end.Character + 1}" : "")})";
        return $"{place}: {Severity?.ToString().ToLowerInvariant() ?? "any severity"} {Id}{(Message is null ? "" : $": {Message}")}";
    }
}
