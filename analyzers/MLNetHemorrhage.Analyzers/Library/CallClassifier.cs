using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Library;

/// <summary>Finds out what a method means to a pipeline: from the library's attributes first, then from what ML.NET is known to do.</summary>
internal sealed class CallClassifier(LibrarySymbols symbols)
{
    // CopyColumns(catalog, outputColumnName, inputColumnName)
    private static readonly CallRole Copy = new(CallKind.Copy)
    {
        Parameters = ImmutableDictionary<int, ValueRole>.Empty.Add(1, new(ValueKind.CopyColumn)).Add(2, new(ValueKind.ModelColumn)),
    };

    public CallRole Classify(IMethodSymbol method)
    {
        if (Marks.Find(method, "EvaluatesModel") is not null) return new(CallKind.Evaluate) { Parameters = RolesOf(method) };
        var type = symbols.TypeOf(method.ReturnType);
        if (type == PipelineType.Estimator && Marked(method) is { } marked) return marked;
        if (Composition(method) is { } composition) return composition;
        if (Use(method) is { } use) return use;
        if (type == PipelineType.Protocol && Protocol(method) is { } protocol) return protocol;
        return type == PipelineType.Estimator && IsPlainStep(method) ? CallRole.OtherStep : CallRole.Unknown;
    }

    private CallRole? Marked(IMethodSymbol method)
    {
        if (Marks.Find(method, "ModificationStep") is { } mark)
        {
            return new(CallKind.Modification)
            {
                Verb = RecipeVerb.Of(mark), Method = Marks.Named(mark, "Method") as string, Parameters = RolesOf(method), Defaults = DefaultsOf(method),
            };
        }
        if (Marks.Find(method, "LoadsModel") is not null) return new(CallKind.Load) { Parameters = RolesOf(method), Defaults = DefaultsOf(method) };
        if (Marks.Find(method, "RecalibratesModel") is not null) return new(CallKind.Recalibration) { Parameters = RolesOf(method), Defaults = DefaultsOf(method) };
        var roles = RolesOf(method);
        return roles.Values.Any(r => r.Kind == ValueKind.Recipe) || OptionsRoles(method).Any(r => r.Kind == ValueKind.Recipe)
            ? new(CallKind.Recipe) { Parameters = roles, Defaults = DefaultsOf(method) }
            : null;
    }

    private static CallRole? Composition(IMethodSymbol method)
    {
        bool isExtension = method.ContainingType is { Name: "LearningPipelineExtensions" } && IsMicrosoftML(method);
        bool isChain = method.ContainingType is { Name: "EstimatorChain" or "TransformerChain" } && IsMicrosoftML(method);
        if (!isExtension && !isChain) return null;
        int pipeline = isExtension ? 0 : -1;
        return method.Name switch
        {
            "Append" => new(CallKind.Append) { Pipeline = pipeline, Operand = pipeline + 1 },
            "AppendCacheCheckpoint" or "WithOnFitDelegate" => new(CallKind.PassThrough) { Pipeline = pipeline },
            _ => null,
        };
    }

    // The library's factories of protocols, and what runs the base model under one that it is given.
    private CallRole? Protocol(IMethodSymbol method) => method.ContainingType.Name switch
    {
        "Protocol" when method.IsStatic => new(CallKind.Protocol),
        "HemorrhageCatalog" when method.Parameters.FirstOrDefault(p => symbols.TypeOf(p.Type) == PipelineType.Protocol) is { } given => new(CallKind.PassThrough) { Pipeline = given.Ordinal },
        _ => null,
    };

    private CallRole? Use(IMethodSymbol method)
    {
        if (method is { Name: "Fit", IsStatic: false, Parameters.Length: >= 1 } && symbols.TypeOf(method.ContainingType) == PipelineType.Estimator) return new(CallKind.Fit);
        if (method is { Name: "Transform", IsStatic: false, Parameters.Length: >= 1 } && symbols.TypeOf(method.ContainingType) == PipelineType.Transformer) return new(CallKind.Transform);
        if (method is { Name: "CopyColumns", ContainingType.Name: "TransformExtensionsCatalog", Parameters.Length: 3 } && IsMicrosoftML(method)) return Copy;
        if (method is { Name: "Save" or "CreatePredictionEngine", ContainingType.Name: "ModelOperationsCatalog" } && IsMicrosoftML(method)) return Serving(method, p => symbols.TypeOf(p.Type) == PipelineType.Transformer);
        return Serving(method, p => Marks.RoleOf(p).Kind == ValueKind.ServedModel);
    }

    private static CallRole? Serving(IMethodSymbol method, Func<IParameterSymbol, bool> isModel) =>
        method.Parameters.FirstOrDefault(isModel) is { } model ? new(CallKind.Serve) { Operand = model.Ordinal } : null;

    // A class of its own says what the step is. Interfaces, chains and this library's steps from elsewhere may hide modifications.
    private static bool IsPlainStep(IMethodSymbol method)
    {
        if (method.ReturnType is not INamedTypeSymbol { TypeKind: TypeKind.Class, Name: not "EstimatorChain" } type) return false;
        if (method.DeclaringSyntaxReferences.Length > 0) return false;
        return type.BaseType is not { Name: "ModificationEstimator" };
    }

    private ImmutableDictionary<int, ValueRole> RolesOf(IMethodSymbol method)
    {
        var roles = ImmutableDictionary<int, ValueRole>.Empty;
        foreach (var parameter in method.Parameters)
        {
            var role = Marks.RoleOf(parameter);
            if (role.Kind == ValueKind.None && OptionsOf(parameter) is { Count: > 0 }) role = new(ValueKind.Options);
            if (role.Kind != ValueKind.None) roles = roles.Add(parameter.Ordinal, role);
        }
        return roles;
    }

    private IEnumerable<ValueRole> OptionsRoles(IMethodSymbol method) => method.Parameters.SelectMany(p => OptionsOf(p)?.Values ?? []);

    private ImmutableDictionary<string, ValueRole>? OptionsOf(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } type ? symbols.MarkedProperties(type) : null;

    private static ImmutableDictionary<ValueRole, object?> DefaultsOf(IMethodSymbol method)
    {
        var defaults = ImmutableDictionary<ValueRole, object?>.Empty;
        foreach (var overload in method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            foreach (var parameter in overload.Parameters)
            {
                if (parameter.HasExplicitDefaultValue && Marks.RoleOf(parameter) is { Kind: not ValueKind.None } role && !defaults.ContainsKey(role))
                    defaults = defaults.Add(role, DefaultOf(parameter));
            }
        }
        return defaults;
    }

    // Of an enumeration the member itself, which says more than its number.
    private static object? DefaultOf(IParameterSymbol parameter) =>
        (object?)Marks.Member(parameter.Type, parameter.ExplicitDefaultValue) ?? parameter.ExplicitDefaultValue;

    private static bool IsMicrosoftML(IMethodSymbol method)
    {
        var space = method.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false, ContainingNamespace.ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { Name: "ML", ContainingNamespace.Name: "Microsoft" };
    }
}
