using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.CodeFixes.Values;

/// <summary>Adds a value that a step leaves out: as a named argument, or to the options that it is given.</summary>
internal static class LeftOutValue
{
    /// <summary>The change; null where the call is not the step itself or its options are made elsewhere.</summary>
    public static TextChange? Change(InvocationExpressionSyntax call, SemanticModel model, string parameter, double value, CancellationToken cancellation)
    {
        if (model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method || Marks.Find(method.OriginalDefinition, "ModificationStep") is null) return null;
        var role = new ValueRole(ValueKind.Parameter, parameter);
        if (method.Parameters.FirstOrDefault(p => Marks.RoleOf(p) == role) is { } left)
        {
            string separator = call.ArgumentList.Arguments.Count == 0 ? "" : ", ";
            return NumberText.Of(value, left.Type) is { } number ? Insert(call.ArgumentList.CloseParenToken.SpanStart, $"{separator}{left.Name}: {number}") : null;
        }
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is BaseObjectCreationExpressionSyntax options && model.GetTypeInfo(options, cancellation).Type is INamedTypeSymbol type
                && Property(type, role) is { } property && NumberText.Of(value, property.Type) is { } number)
                return InOptions(options, $"{property.Name} = {number}");
        }
        return null;
    }

    private static TextChange InOptions(BaseObjectCreationExpressionSyntax options, string assignment) => options.Initializer switch
    {
        null => Insert(options.Span.End, $" {{ {assignment} }}"),
        { Expressions.Count: 0 } empty => Insert(empty.OpenBraceToken.Span.End, $" {assignment}"),
        var some => Insert(some.Expressions.Last().Span.End, $", {assignment}"),
    };

    private static IPropertySymbol? Property(INamedTypeSymbol type, ValueRole role)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
            if (t.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(p => Marks.RoleOf(p) == role) is { } property) return property;
        return null;
    }

    private static TextChange Insert(int position, string text) => new(new(position, 0), text);
}
