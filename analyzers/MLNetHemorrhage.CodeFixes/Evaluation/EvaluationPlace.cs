using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Checking;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Evaluation;

/// <summary>Where a model goes out that nobody has measured.</summary>
/// <param name="Code">The document.</param>
/// <param name="Statement">What saves or serves the model.</param>
/// <param name="Fitted">The model.</param>
/// <param name="FittedOn">What it was fitted to.</param>
/// <param name="Columns">Where the model and what it was made from are, but for defaults.</param>
internal sealed record EvaluationPlace(DocumentCode Code, StatementSyntax Statement, ExpressionSyntax Fitted, ExpressionSyntax FittedOn, ModelColumns Columns)
{
    /// <summary>What can be named there.</summary>
    public ScopeValues Scope { get; } = new(Code.Model, Statement.SpanStart);

    /// <summary>The place; null where a call cannot stand before it, or could not be given the model or its columns.</summary>
    public static EvaluationPlace? Find(DocumentCode code, Diagnostic diagnostic)
    {
        if (diagnostic.Place(FixFacts.FittedPlace) is not { } fitted || ServingCall.At(code, diagnostic.Location.SourceSpan) is not { } serving) return null;
        if (code.Root.FindNode(fitted).FirstAncestorOrSelf<InvocationExpressionSyntax>(i => i.Span == fitted) is not { ArgumentList.Arguments: { Count: > 0 } arguments } fit) return null;
        if (fit.Member() != serving.Statement.Member() || !ServingCall.IsName(arguments[0].Expression)) return null;
        return ModelColumns.Find(code, diagnostic, new(code.Model, serving.Statement.SpanStart)) is { } columns ? new(code, serving.Statement, serving.Model, arguments[0].Expression, columns) : null;
    }

    /// <summary>The evaluation, with what has to be changed for it.</summary>
    public Edit Evaluate(EvaluationData data)
    {
        string lost = ScopeValues.NewName("lost", Statement.Member());
        var call = Before(Statement, $"var {lost} = {Columns.Catalog}.Evaluate({Fitted}.Transform({data.Expression}){Columns.Arguments});");
        ImmutableArray<TextChange> changes = [.. data.Preparation, call, .. Columns.Preparation];
        return new(data.Key, data.Title, [.. changes.OrderBy(c => c.Span.Start)]) { IsLastResort = data.IsLastResort };
    }

    /// <summary>A statement before another, on a line of its own if that has one, and above its comments.</summary>
    public TextChange Before(StatementSyntax statement, string inserted)
    {
        int start = statement.SpanStart;
        if (!Code.Text.IsFirst(start)) return new(new(start, 0), inserted + " ");
        return new(new(Code.Text.CommentsAbove(statement.GetFirstToken()).Start, 0), Code.Text.Indentation(start) + inserted + Code.Text.NewLine());
    }
}
