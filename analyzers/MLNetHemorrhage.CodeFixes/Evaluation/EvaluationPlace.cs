using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Checking;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Evaluation;

/// <summary>Where a model goes out that nobody has measured, and what is known of it.</summary>
internal sealed class EvaluationPlace
{
    private const string DefaultBaseline = "Baseline", DefaultModel = "Model";

    private readonly SourceText _text;
    private readonly string _model;
    private readonly string _arguments;
    private readonly TextChange? _copy;
    private readonly string _catalog;

    private EvaluationPlace(SemanticModel model, SourceText text, StatementSyntax statement, string fitted, ExpressionSyntax fittedOn, string arguments, TextChange? copy, string catalog)
    {
        (Model, _text, Statement, _model, FittedOn, _arguments, _copy, _catalog) = (model, text, statement, fitted, fittedOn, arguments, copy, catalog);
        Scope = new(model, statement.SpanStart);
    }

    public SemanticModel Model { get; }

    /// <summary>The statement that saves or serves the model.</summary>
    public StatementSyntax Statement { get; }

    /// <summary>What the pipeline was fitted to.</summary>
    public ExpressionSyntax FittedOn { get; }

    public ScopeValues Scope { get; }

    public SyntaxNode Member => MemberOf(Statement);

    /// <summary>The place; null where a call could not stand before it, or would fail.</summary>
    public static async Task<EvaluationPlace?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model || LibrarySymbols.Find(model.Compilation) is not { } symbols
            || diagnostic.Place(FixFacts.FittedPlace) is not { } fitted || !diagnostic.Properties.TryGetValue(FixFacts.ModelColumn, out string? column)) return null;
        var root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || call.Parent is not ExpressionStatementSyntax and not EqualsValueClauseSyntax and not ReturnStatementSyntax and not AssignmentExpressionSyntax
            || call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } statement
            || Given(call, model, symbols, cancellation) is not { } served
            || root.FindNode(fitted).FirstAncestorOrSelf<InvocationExpressionSyntax>(i => i.Span == fitted) is not { ArgumentList.Arguments: { Count: > 0 } arguments } fit || MemberOf(fit) != MemberOf(call)
            || !IsName(arguments[0].Expression)) return null;

        var scope = new ScopeValues(model, statement.SpanStart);
        if (scope.Catalog() is not { } catalog) return null;
        diagnostic.Properties.TryGetValue(FixFacts.BaselineColumn, out string? kept);
        TextChange? copy = null;
        if (diagnostic.Place(FixFacts.LoadPlace) is { } loaded)
        {
            // The evaluation needs the model as it was.
            if (scope.Context() is not { } context || StepCall.At(loaded, root, model, symbols, cancellation) is not { } load) return null;
            copy = ChainInsert.After(load.Call, $"{context}.Transforms.CopyColumns(\"{DefaultBaseline}\", \"{column}\")", model, symbols, text, cancellation);
        }
        string named = (kept is null or DefaultBaseline ? "" : $", baselineModelColumnName: \"{kept}\"") + (column == DefaultModel ? "" : $", modifiedModelColumnName: \"{column}\"");
        return new(model, text, statement, served, arguments[0].Expression, named, copy, catalog);
    }

    public IEnumerable<TextChange> Changes(EvaluationData data)
    {
        string lost = ScopeValues.NewName("lost", Member);
        var call = Before(Statement, $"var {lost} = {_catalog}.Evaluate({_model}.Transform({data.Expression}){_arguments});");
        IEnumerable<TextChange> changes = [.. data.Preparation, call];
        return (_copy is { } copy ? changes.Append(copy) : changes).OrderBy(c => c.Span.Start);
    }

    /// <summary>A statement before another, on a line of its own if that has one, and above its comments.</summary>
    public TextChange Before(StatementSyntax statement, string inserted)
    {
        int start = statement.SpanStart;
        if (!_text.IsFirst(start)) return new(new(start, 0), inserted + " ");
        return new(new(_text.CommentsAbove(statement.GetFirstToken()).Start, 0), _text.Indentation(start) + inserted + _text.NewLine());
    }

    // The model, where reading it once more is harmless.
    private static string? Given(InvocationExpressionSyntax call, SemanticModel model, LibrarySymbols symbols, CancellationToken cancellation) =>
        model.GetOperation(call, cancellation) is IInvocationOperation operation && symbols.RoleOf(operation.TargetMethod) is { Kind: CallKind.Serve } role
        && operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == role.Operand)?.Value.Syntax is ExpressionSyntax served && IsName(served) ? served.ToString() : null;

    private static bool IsName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax member => IsName(member.Expression),
        _ => false,
    };

    private static SyntaxNode MemberOf(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax)!;
}
