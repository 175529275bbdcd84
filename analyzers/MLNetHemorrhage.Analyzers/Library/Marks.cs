using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Library;

/// <summary>Reads the library's attributes. They are known by name, so that any assembly may define them.</summary>
internal static class Marks
{
    private const string Namespace = "MLNetHemorrhage";

    public static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (attribute.AttributeClass is { } type && type.Name == name + "Attribute" && IsLibrary(type.ContainingNamespace)) return attribute;
        return null;
    }

    /// <summary>The role of a parameter or a property.</summary>
    public static ValueRole RoleOf(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || !IsLibrary(type.ContainingNamespace)) continue;
            switch (type.Name)
            {
                case "RemovedFractionAttribute": return new(ValueKind.Parameter, "sparsity");
                case "RemovedStructureAttribute": return new(ValueKind.Parameter, "ratio");
                case "KeptFractionAttribute": return new(ValueKind.Parameter, "keep");
                case "BitWidthAttribute": return new(ValueKind.Parameter, "bits");
                case "StepParameterAttribute" when Argument(attribute) is string name: return new(ValueKind.Parameter, name);
                case "MethodChoiceAttribute": return new(ValueKind.Method);
                case "ModelColumnAttribute": return new(ValueKind.ModelColumn);
                case "CalibrationColumnAttribute": return new(ValueKind.CalibrationColumn);
                case "ModelPathAttribute": return new(ValueKind.ModelPath);
                case "RecipeTextAttribute": return new(ValueKind.Recipe);
                case "EvaluationDataAttribute": return new(ValueKind.EvaluationData);
                case "ServesModelAttribute": return new(ValueKind.ServedModel);
            }
        }
        return default;
    }

    /// <summary>The marked properties of a class and its bases, by name.</summary>
    public static ImmutableDictionary<string, ValueRole> PropertiesOf(INamedTypeSymbol type)
    {
        var roles = ImmutableDictionary<string, ValueRole>.Empty;
        for (INamedTypeSymbol? t = type; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
        {
            foreach (var member in t.GetMembers())
                if (member is IPropertySymbol && !roles.ContainsKey(member.Name) && RoleOf(member) is { Kind: not ValueKind.None } role) roles = roles.Add(member.Name, role);
        }
        return roles;
    }

    /// <summary>The attribute's only argument.</summary>
    public static object? Argument(AttributeData attribute) => attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value : null;

    public static object? Named(AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
            if (pair.Key == name) return pair.Value.Value;
        return null;
    }

    /// <summary>The member of an enumeration with a value; the enumeration may be nullable.</summary>
    public static IFieldSymbol? Member(ITypeSymbol? type, object? value)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        if (type is not { TypeKind: TypeKind.Enum } || value is null) return null;
        foreach (var member in type.GetMembers())
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value)) return field;
        return null;
    }

    /// <summary>What recipes call a member of an enumeration: its name with a small first letter.</summary>
    public static string Word(IFieldSymbol member) => char.ToLowerInvariant(member.Name[0]) + member.Name.Substring(1);

    private static bool IsLibrary(INamespaceSymbol? space) => space is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };
}
