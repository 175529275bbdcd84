using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.CodeFixes.Values;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>A project in a workspace, with every fix that the product offers for it.</summary>
internal static class FixRun
{
    public static IReadOnlyList<CodeFixProvider> Providers { get; } =
        [.. typeof(ValueFixProvider).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(CodeFixProvider))).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!)];

    public static Project Project(OutputKind kind, params IEnumerable<(string Path, string Text)> sources)
    {
        var id = ProjectId.CreateNewId();
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(id, "Test", "Test", LanguageNames.CSharp)
            .WithProjectCompilationOptions(id, new CSharpCompilationOptions(kind))
            .AddMetadataReferences(id, [.. References.Framework, .. References.Product]);
        foreach (var (path, text) in sources)
        {
            var file = DocumentId.CreateNewId(id);
            string name = Path.GetFileName(path);
            solution = Path.GetExtension(path) switch
            {
                ".cs" => solution.AddDocument(file, name, text, filePath: path),
                ".editorconfig" => solution.AddAnalyzerConfigDocument(file, name, Microsoft.CodeAnalysis.Text.SourceText.From(text), filePath: path),
                _ => solution.AddAdditionalDocument(file, name, text, filePath: path),
            };
        }
        return solution.GetProject(id)!;
    }

    /// <summary>What the analyzer says, and what the compiler calls an error.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([new ModificationPipelineAnalyzer()], project.AnalyzerOptions).GetAllDiagnosticsAsync();
        return [.. found.Where(d => d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("MLH", StringComparison.Ordinal))];
    }

    /// <summary>Every fix that is offered for a diagnostic, with the project after it.</summary>
    public static async Task<IReadOnlyList<(CodeAction Action, Project After)>> OfferedAsync(Project project, Diagnostic diagnostic)
    {
        if (project.GetDocument(diagnostic.Location.SourceTree) is not { } document) return [];
        var actions = new List<CodeAction>();
        foreach (var provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        var fixes = new List<(CodeAction, Project)>();
        foreach (var action in actions)
        {
            var operations = await action.GetOperationsAsync(CancellationToken.None);
            fixes.Add((action, operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!));
        }
        return fixes;
    }
}
