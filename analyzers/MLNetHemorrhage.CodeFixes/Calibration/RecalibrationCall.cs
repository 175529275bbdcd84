using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Calibration;

/// <summary>Writes the call of a method for the model that a step has modified.</summary>
internal sealed class RecalibrationCall(DocumentCode code, StepCall step)
{
    private readonly int _position = step.Call.SpanStart;
    private readonly ScopeValues _scope = new(code.Model, step.Call.SpanStart);

    /// <summary>The call; null where a parameter has to be given that nothing here is known to be meant for.</summary>
    public string? Text(IMethodSymbol method)
    {
        if (Target(method) is not { } target) return null;
        var arguments = new List<string>();
        foreach (var parameter in method.Parameters)
        {
            string? value = Value(parameter);
            if (value is null && !parameter.HasExplicitDefaultValue) return null;
            // What is left out before it has to be passed over by name.
            if (value is not null) arguments.Add(arguments.Count == parameter.Ordinal ? value : $"{parameter.Name}: {value}");
        }
        return $"{target}({string.Join(", ", arguments)})";
    }

    private string? Target(IMethodSymbol method)
    {
        if (code.Model.LookupSymbols(_position, name: method.Name).Any(s => SymbolEqualityComparer.Default.Equals(s, method))) return method.Name;
        if (method.IsStatic) return $"{method.ContainingType.ToMinimalDisplayString(code.Model, _position)}.{method.Name}";
        return method.ContainingType.Name == "HemorrhageCatalog" && Catalog() is { } catalog ? $"{catalog}.{method.Name}" : null;
    }

    private string? Value(IParameterSymbol parameter)
    {
        if (Marks.RoleOf(parameter).Kind == ValueKind.ModelColumn) return ModelColumn(parameter);
        if (parameter.HasExplicitDefaultValue || parameter.Type is not INamedTypeSymbol type) return null;
        return type.Name == "HemorrhageCatalog" ? Catalog() : _scope.Of(type).FirstOrDefault();
    }

    // That of the step, unless it is the default of both.
    private string? ModelColumn(IParameterSymbol parameter)
    {
        var given = step.Given(ValueKind.ModelColumn, code);
        object? column = given is not null ? code.Model.GetConstantValue(given, code.Cancellation).Value
            : step.Role.Defaults.TryGetValue(new(ValueKind.ModelColumn), out object? fallback) ? fallback : null;
        if (column is not null && parameter.HasExplicitDefaultValue && column.Equals(parameter.ExplicitDefaultValue)) return null;
        return given?.ToString() ?? (column is string name ? $"\"{name}\"" : null);
    }

    // The one that made the step, else one in scope.
    private string? Catalog() =>
        step.Call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && code.Model.GetTypeInfo(receiver, code.Cancellation).Type is { Name: "HemorrhageCatalog" } ? receiver.ToString() : _scope.Catalog();
}
