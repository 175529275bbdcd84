using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.Analyzers.Tests.Verifier;

/// <summary>Replaces the bad name.</summary>
internal class BadNameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["TEST1"];

    protected virtual string Replacement => "Good";

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(CodeAction.Create("Rename", cancellation => Rename(context.Document, context.Span, cancellation), "rename"), context.Diagnostics);
        return Task.CompletedTask;
    }

    private async Task<Document> Rename(Document document, TextSpan span, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation);
        return document.WithText(text.Replace(span, Replacement));
    }
}

/// <summary>Replaces the bad name with itself.</summary>
internal sealed class IdleFix : BadNameFix
{
    protected override string Replacement => "Bad";
}
