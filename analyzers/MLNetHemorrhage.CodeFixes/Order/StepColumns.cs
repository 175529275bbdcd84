using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>The columns that steps name.</summary>
internal static class StepColumns
{
    /// <summary>Whether one of the steps learns from a column that another writes, so that their order decides what it learns from.</summary>
    public static bool Cross(IReadOnlyList<InvocationExpressionSyntax> steps, DocumentCode code)
    {
        var named = steps.SelectMany(s => Named(s, code)).ToList();
        return named.Where(n => n.Kind == ValueKind.CalibrationColumn).Select(n => n.Column).Intersect(named.Where(n => n.Kind == ValueKind.ModelColumn).Select(n => n.Column)).Any();
    }

    private static IEnumerable<(ValueKind Kind, object Column)> Named(InvocationExpressionSyntax step, DocumentCode code)
    {
        foreach (var node in step.DescendantNodes())
        {
            var (symbol, value) = node switch
            {
                ArgumentSyntax argument => ((code.Model.GetOperation(argument, code.Cancellation) as IArgumentOperation)?.Parameter, argument.Expression),
                AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } property => (code.Model.GetSymbolInfo(property.Left, code.Cancellation).Symbol, property.Right),
                _ => default((ISymbol?, ExpressionSyntax?)),
            };
            if (symbol is not null && value is not null && code.Model.GetConstantValue(value, code.Cancellation).Value is { } column) yield return (Marks.RoleOf(symbol).Kind, column);
        }
    }
}
