using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Chains;

/// <summary>Reads the links of chains, fluent, nested or built up in a variable by statement after statement.</summary>
internal sealed class ChainReader(DocumentCode code)
{
    /// <summary>The chains of a member; a chain that goes on has those that it goes on from too.</summary>
    public IEnumerable<List<ChainLink>> Chains(SyntaxNode member) =>
        from call in member.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where RoleOf(call) is { Kind: CallKind.Append }
        select WithEarlier(call);

    /// <summary>The call that makes the step of a link, where nothing else does: it stands there or gives a variable its only value.</summary>
    public InvocationExpressionSyntax? StepOf(ChainLink link)
    {
        var expression = link.Expression;
        if (code.Model.GetSymbolInfo(expression, code.Cancellation).Symbol is ILocalSymbol local && LocalUses.OnlyValue(local, code) is { } value) expression = value;
        return expression is InvocationExpressionSyntax call && RoleOf(call) is { Modifies: true } ? call : null;
    }

    private List<ChainLink> WithEarlier(InvocationExpressionSyntax root)
    {
        var links = new List<ChainLink>();
        Read(root, null, links);
        // A variable that holds one step alone keeps its name and its step.
        while (StepOf(links[0]) is null && links[0].Expression is IdentifierNameSyntax name && LocalUses.ValueBefore(name, code) is { } earlier)
        {
            var before = new List<ChainLink>();
            Read(earlier, null, before);
            links = [.. before, .. links.Skip(1)];
        }
        return links;
    }

    private void Read(SyntaxNode expression, InvocationExpressionSyntax? append, List<ChainLink> links)
    {
        var plain = expression;
        while (plain is ParenthesizedExpressionSyntax or CastExpressionSyntax) plain = plain is ParenthesizedExpressionSyntax p ? p.Expression : ((CastExpressionSyntax)plain).Expression;
        if (plain is InvocationExpressionSyntax call && RoleOf(call) is { Kind: CallKind.Append } role && code.Model.GetOperation(call, code.Cancellation) is IInvocationOperation operation
            && (role.Pipeline < 0 ? operation.Instance : Argument(operation, role.Pipeline)) is { } first && Argument(operation, role.Operand) is { } second)
        {
            Read(first.Syntax, append, links);
            Read(second.Syntax, call, links);
        }
        else if (plain is ExpressionSyntax other)
        {
            links.Add(new(other, append));
        }
    }

    private CallRole? RoleOf(InvocationExpressionSyntax call) => code.Model.GetOperation(call, code.Cancellation) is IInvocationOperation operation ? code.Symbols.RoleOf(operation.TargetMethod) : null;

    private static IOperation? Argument(IInvocationOperation call, int ordinal) => call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == ordinal)?.Value;
}
