using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Applies one code fix to one diagnostic, or to all of a document.</summary>
internal sealed class CodeFixRun(CodeFixProvider provider, int? index, string? equivalenceKey, CancellationToken cancellation)
{
    /// <summary>The project after the fix of the first diagnostic that has one, or null if none has.</summary>
    public async Task<Project?> FixFirstAsync(Project project, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (await ActionAsync(project, diagnostic) is { } action) return await ApplyAsync(project, action);
        }
        return null;
    }

    public async Task<Project?> FixAllAsync(Project project, ImmutableArray<Diagnostic> diagnostics, FixAllScope scope)
    {
        if (provider.GetFixAllProvider() is not { } all) return null;
        foreach (var diagnostic in diagnostics)
        {
            if (await ActionAsync(project, diagnostic) is not { } action) continue;
            var source = new Known(diagnostics);
            var document = project.GetDocument(diagnostic.Location.SourceTree)!;
            var context = new FixAllContext(document, provider, scope, action.EquivalenceKey, provider.FixableDiagnosticIds, source, cancellation);
            return await all.GetFixAsync(context) is { } fix ? await ApplyAsync(project, fix) : null;
        }
        return null;
    }

    private async Task<CodeAction?> ActionAsync(Project project, Diagnostic diagnostic)
    {
        if (!provider.FixableDiagnosticIds.Contains(diagnostic.Id) || project.GetDocument(diagnostic.Location.SourceTree) is not { } document) return null;
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => actions.Add(action), cancellation));
        if (equivalenceKey is not null) return actions.Find(a => a.EquivalenceKey == equivalenceKey);
        return actions.ElementAtOrDefault(index ?? 0);
    }

    private async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(cancellation);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    /// <summary>Hands a fix-all provider what was found before.</summary>
    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(d => !d.Location.IsInSource));
    }
}
