using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Library;

/// <summary>The library and ML.NET as a compilation sees them; looked up once for each compilation.</summary>
internal sealed class LibrarySymbols
{
    private const string LibraryName = "MLNetHemorrhage";

    private readonly ConcurrentDictionary<IMethodSymbol, CallRole> _roles = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableDictionary<string, ValueRole>> _properties = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, PipelineType> _pipelineTypes = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol _estimator;
    private readonly INamedTypeSymbol _transformer;
    private readonly INamedTypeSymbol? _data;
    private readonly CallClassifier _classifier;

    private LibrarySymbols(Compilation compilation, INamedTypeSymbol estimator, INamedTypeSymbol transformer)
    {
        Compilation = compilation;
        _estimator = estimator;
        _transformer = transformer;
        _data = compilation.GetTypeByMetadataName("Microsoft.ML.IDataView");
        var catalog = compilation.GetTypeByMetadataName("MLNetHemorrhage.HemorrhageCatalog");
        Methods = new(catalog);
        _classifier = new(this);
        StepNames = catalog is null ? [] : [.. catalog.GetMembers().OfType<IMethodSymbol>().Where(m => RoleOf(m).Modifies).Select(m => m.Name)];
    }

    public Compilation Compilation { get; }

    public RecipeMethods Methods { get; }

    /// <summary>Names of the library's methods that modify models.</summary>
    public ImmutableHashSet<string> StepNames { get; }

    /// <summary>Null where the compilation does not use the library; that costs next to nothing.</summary>
    public static LibrarySymbols? Find(Compilation compilation)
    {
        if (!References(compilation)) return null;
        var estimator = compilation.GetTypeByMetadataName("Microsoft.ML.IEstimator`1");
        var transformer = compilation.GetTypeByMetadataName("Microsoft.ML.ITransformer");
        return estimator is null || transformer is null ? null : new(compilation, estimator, transformer);
    }

    public CallRole RoleOf(IMethodSymbol method) => _roles.GetOrAdd(method.OriginalDefinition, m => _classifier.Classify(m));

    public ImmutableDictionary<string, ValueRole> MarkedProperties(INamedTypeSymbol type) => _properties.GetOrAdd(type, Marks.PropertiesOf);

    public PipelineType TypeOf(ITypeSymbol? type) => type is null ? PipelineType.None : _pipelineTypes.GetOrAdd(type, Classify);

    private static bool References(Compilation compilation)
    {
        if (compilation.AssemblyName == LibraryName) return true;
        foreach (var reference in compilation.ReferencedAssemblyNames)
            if (reference.Name == LibraryName) return true;
        return false;
    }

    private PipelineType Classify(ITypeSymbol type)
    {
        if (Is(type, _estimator)) return PipelineType.Estimator;
        if (Is(type, _transformer)) return PipelineType.Transformer;
        if (_data is not null && Is(type, _data)) return PipelineType.Data;
        if (type is { Name: "Protocol" or "BaselineRun", ContainingNamespace: { Name: "Evaluation", ContainingNamespace: { Name: LibraryName, ContainingNamespace.IsGlobalNamespace: true } } }) return PipelineType.Protocol;
        // An asynchronous method gives what its task gives.
        return type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task ? TypeOf(task.TypeArguments[0]) : PipelineType.None;
    }

    private static bool Is(ITypeSymbol type, INamedTypeSymbol definition)
    {
        if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, definition)) return true;
        foreach (var other in type.AllInterfaces)
            if (SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, definition)) return true;
        return type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(c => Is(c, definition));
    }
}

/// <summary>What a type is to a pipeline.</summary>
internal enum PipelineType
{
    None,
    Estimator,
    Transformer,
    Data,

    // A protocol of measurement, or a run of the base model under one.
    Protocol,
}
