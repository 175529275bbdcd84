using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A source, what an analyzer says about it, and the source after the code fixes: one at a time, and all at once.</summary>
public abstract class CodeFixTest<TVerifier> : AnalyzerTest<TVerifier> where TVerifier : IVerifier, new()
{
    private const int MostFixes = 100;

    public string? FixedCode { get; set; }

    /// <summary>The source after "fix all", where that differs.</summary>
    public string? BatchFixedCode { get; set; }

    public SolutionState FixedState { get; } = new();

    public int? CodeActionIndex { get; set; }

    public string? CodeActionEquivalenceKey { get; set; }

    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    protected abstract CodeFixProvider CreateCodeFix();

    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        await base.RunImplAsync(cancellationToken);
        if (FixedCode is null) return;
        var fix = new CodeFixRun(CreateCodeFix(), CodeActionIndex, CodeActionEquivalenceKey, cancellationToken);
        var start = TestProject.Create(Parse(TestState.Sources, ExpectedDiagnostics), SolutionTransforms);

        await CompareAsync("Fixed one at a time", FixedCode, await FixOneByOneAsync(fix, start, cancellationToken), cancellationToken);
        if (CreateCodeFix().GetFixAllProvider() is not { } all || CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllCheck)) return;
        foreach (var scope in all.GetSupportedFixAllScopes().Intersect([FixAllScope.Document, FixAllScope.Project]))
        {
            await CompareAsync($"Fixed all of the {scope}", BatchFixedCode ?? FixedCode, await FixAllAsync(fix, start, scope, cancellationToken), cancellationToken);
        }
    }

    private async Task<Project> FixOneByOneAsync(CodeFixRun fix, Project project, CancellationToken cancellation)
    {
        for (int i = 0; i < MostFixes; i++)
        {
            var found = await AnalyzerRun.DiagnosticsAsync(project, CreateAnalyzer(), CompilerDiagnostics.None, cancellation);
            if (await fix.FixFirstAsync(project, found) is not { } changed) return project;
            if (await AllTextAsync(changed, cancellation) == await AllTextAsync(project, cancellation)) Verify.Fail("The code fix changed nothing.");
            project = changed;
        }
        Verify.Fail($"After {MostFixes} code fixes there is still something to fix.");
        return project;
    }

    // Documents are fixed one after the other, each at once.
    private async Task<Project> FixAllAsync(CodeFixRun fix, Project project, FixAllScope scope, CancellationToken cancellation)
    {
        for (int rounds = scope == FixAllScope.Document ? project.DocumentIds.Count : 1; rounds > 0; rounds--)
        {
            var found = await AnalyzerRun.DiagnosticsAsync(project, CreateAnalyzer(), CompilerDiagnostics.None, cancellation);
            if (await fix.FixAllAsync(project, found, scope) is not { } changed) return project;
            project = changed;
        }
        return project;
    }

    private async Task CompareAsync(string context, string expectedCode, Project project, CancellationToken cancellation)
    {
        var state = Parse([("/0/Test0.cs", SourceText.From(expectedCode)), .. FixedState.Sources, .. TestState.Sources.Skip(1 + FixedState.Sources.Count)], FixedState.ExpectedDiagnostics);
        foreach (var (name, content) in state.Sources)
        {
            string text = await TestProject.TextAsync(project, name, cancellation);
            if (text != content.ToString()) Verify.Fail($"{context}: {name} is not as expected.\n--- expected\n{content}\n--- found\n{text}\n");
        }
        await CheckAsync(context, state, state.Expected, cancellation);
    }

    private static async Task<string> AllTextAsync(Project project, CancellationToken cancellation)
    {
        var texts = await Task.WhenAll(project.Documents.Select(d => d.GetTextAsync(cancellation)));
        return string.Join('\0', texts.Select(t => t.ToString()));
    }
}

/// <summary>Checks of code fixes that a test may leave out.</summary>
[Flags]
public enum CodeFixTestBehaviors
{
    None = 0,
    SkipFixAllCheck = 4,
}
