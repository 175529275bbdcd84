using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Library;

/// <summary>The methods that the library's enumerations name, so that recipes and texts are understood too.</summary>
internal sealed class RecipeMethods
{
    private readonly Dictionary<string, bool> _needsCalibration = [];
    private readonly Dictionary<string, object> _defaults = [];

    public RecipeMethods(INamedTypeSymbol? catalog)
    {
        if (catalog is null) return;
        foreach (var member in catalog.GetMembers())
        {
            if (member is not IMethodSymbol method || Marks.Find(method, "ModificationStep") is not { } mark) continue;
            foreach (var parameter in method.Parameters) Add(RecipeVerb.Of(mark), parameter, Marks.RoleOf(parameter));
        }
    }

    /// <summary>Null where the method is not known.</summary>
    public bool? NeedsCalibration(string verb, string? method) =>
        method is not null && _needsCalibration.TryGetValue($"{verb}:{method}", out bool needs) ? needs : null;

    /// <summary>How strong a step is that a recipe names without saying so; null where that is not known.</summary>
    public object? Default(string verb, string? method, string coordinate) =>
        OwnDefault(verb, method, coordinate) ?? (_defaults.TryGetValue($"{verb}:{coordinate}", out object? value) ? value : null);

    /// <summary>The same where the method differs from others of its verb; null where it does not.</summary>
    public object? OwnDefault(string verb, string? method, string coordinate) => _defaults.TryGetValue($"{verb}:{method}:{coordinate}", out object? own) ? own : null;

    private void Add(string verb, IParameterSymbol parameter, ValueRole role)
    {
        if (role.Kind == ValueKind.Method && parameter.Type.TypeKind == TypeKind.Enum) Add(verb, parameter.Type);
        else if (role.Kind == ValueKind.Parameter && Strengths.IsKnown(role.Name) && parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: { } value }) _defaults[$"{verb}:{role.Name}"] = value;
    }

    private void Add(string verb, ITypeSymbol choices)
    {
        foreach (var member in choices.GetMembers())
        {
            if (member is not IFieldSymbol { HasConstantValue: true } field) continue;
            var method = RecipeMethod.Of(field);
            if (method.Bits is { } bits) _defaults[$"{verb}:{method.Name}:bits"] = bits;
            if (method.NeedsCalibration is { } needs) _needsCalibration[$"{verb}:{method.Name}"] = needs;
        }
    }
}
