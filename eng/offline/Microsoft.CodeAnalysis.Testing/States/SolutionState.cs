namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Everything a compilation is made from, and what it must report.</summary>
public sealed class SolutionState
{
    public SourceFileList Sources { get; } = [];

    public SourceFileCollection AdditionalFiles { get; } = [];

    public SourceFileCollection AnalyzerConfigFiles { get; } = [];

    public MetadataReferenceCollection AdditionalReferences { get; } = [];

    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    public OutputKind? OutputKind { get; set; }
}
