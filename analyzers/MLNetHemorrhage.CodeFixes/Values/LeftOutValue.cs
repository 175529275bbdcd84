using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.CodeFixes.Values;

/// <summary>Adds a value that a step leaves out: as a named argument, or to the options that it is given.</summary>
internal static class LeftOutValue
{
    /// <summary>The change; null where the call is not the step itself or its options are made elsewhere.</summary>
    public static ValueChange? Change(InvocationExpressionSyntax call, SemanticModel model, string parameter, double value, CancellationToken cancellation)
    {
        if (model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method || Marks.Find(method.OriginalDefinition, "ModificationStep") is null) return null;
        var role = new ValueRole(ValueKind.Parameter, parameter);
        if (method.Parameters.FirstOrDefault(p => Marks.RoleOf(p) == role) is { } left)
        {
            string separator = call.ArgumentList.Arguments.Count == 0 ? "" : ", ";
            return NumberText.Of(value, left.Type) is { } number ? new(new(call.ArgumentList.CloseParenToken.SpanStart, 0), $"{left.Name}: {number}", separator) : null;
        }
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is BaseObjectCreationExpressionSyntax options && model.GetTypeInfo(options, cancellation).Type is INamedTypeSymbol type
                && Property(type, role) is { } property && NumberText.Of(value, property.Type) is { } number)
                return InOptions(options, $"{property.Name} = {number}");
        }
        return null;
    }

    private static ValueChange InOptions(BaseObjectCreationExpressionSyntax options, string assignment) => options.Initializer switch
    {
        null => new(new(options.Span.End, 0), assignment, " { ", " }"),
        { Expressions.Count: 0 } empty => new(new(empty.OpenBraceToken.Span.End, 0), assignment, " "),
        var some => new(new(some.Expressions.Last().Span.End, 0), assignment, ", "),
    };

    private static IPropertySymbol? Property(INamedTypeSymbol type, ValueRole role)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
            if (t.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(p => Marks.RoleOf(p) == role) is { } property) return property;
        return null;
    }
}
