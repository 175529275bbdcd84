using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow.Bodies;

/// <summary>The flow graphs of methods, properties and fields that bodies use; each is made once for a compilation.</summary>
internal sealed class HelperBodies(LibrarySymbols symbols)
{
    private readonly ConcurrentDictionary<ISymbol, Body?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _mentions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _rewritten = new(SymbolEqualityComparer.Default);

    /// <summary>The body of a method that is surely the one that runs; null where there is none, or an override may run.</summary>
    public Body? OfMethod(IMethodSymbol method, CancellationToken cancellation) =>
        CanBeOverridden(method) || method.IsExtern ? null : Get(method.PartialImplementationPart ?? method, cancellation);

    /// <summary>The initializer of a field or of a property without setter, or the property's getter.</summary>
    public Body? OfMember(ISymbol member, CancellationToken cancellation) => member switch
    {
        IFieldSymbol { IsReadOnly: true } => IsSetElsewhere(member) ? null : Get(member, cancellation),
        IPropertySymbol { GetMethod: { } getter } property when !CanBeOverridden(getter) && !property.IsIndexer =>
            property.SetMethod is null or { IsInitOnly: true } && !IsSetElsewhere(property) ? Get(property, cancellation) : null,
        _ => null,
    };

    /// <summary>Whether the text of a method names a step of the library: a call of it may fit a pipeline, whatever it is given and returns.</summary>
    public bool MentionsStep(IMethodSymbol method, CancellationToken cancellation) => _mentions.GetOrAdd(method, m =>
        m.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is { } node
        && node.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(a => symbols.StepNames.Contains(a.Name.Identifier.ValueText)));

    /// <summary>Whether methods of its class, other than constructors, may give a field or property another value: a name on the left of an assignment is enough.</summary>
    public bool IsRewritten(ISymbol member, CancellationToken cancellation) => _rewritten.GetOrAdd(member, m =>
        m.ContainingType.DeclaringSyntaxReferences.Any(r => Names(r.GetSyntax(cancellation), m.Name).Any(n => IsWritten(n) && n.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null)));

    private Body? Get(ISymbol symbol, CancellationToken cancellation) => _bodies.GetOrAdd(symbol, s => Create(s, cancellation));

    private Body? Create(ISymbol symbol, CancellationToken cancellation)
    {
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } node || Code(node) is not { } code) return null;
        if (!symbols.Compilation.ContainsSyntaxTree(code.SyntaxTree)) return null;
#pragma warning disable RS1030 // A helper may stand in another file than the body under analysis; its model is asked for once.
        var operation = symbols.Compilation.GetSemanticModel(code.SyntaxTree).GetOperation(code, cancellation);
#pragma warning restore RS1030
        var graph = operation switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellation),
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
            _ => null,
        };
        return graph is null ? null : new(graph, new BodyFacts(graph.OriginalOperation, symbols, cancellation));
    }

    private static SyntaxNode? Code(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        VariableDeclaratorSyntax field => field.Initializer,
        PropertyDeclarationSyntax { Initializer: { } initializer } => initializer,
        PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
        PropertyDeclarationSyntax { AccessorList: { } list } => list.Accessors.FirstOrDefault(a => a.Keyword.ValueText == "get" && (a.Body is not null || a.ExpressionBody is not null)),
        _ => declaration,
    };

    private static bool CanBeOverridden(IMethodSymbol method) =>
        method.IsAbstract || (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed;

    // Constructors may replace what an initializer gave; a name on the left of an assignment is enough to be careful.
    private static bool IsSetElsewhere(ISymbol member)
    {
        foreach (var constructor in member.ContainingType.InstanceConstructors.Concat(member.ContainingType.StaticConstructors))
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax() is ConstructorDeclarationSyntax code && Names(code, member.Name).Any(IsWritten)) return true;
            }
        }
        return false;
    }

    private static IEnumerable<IdentifierNameSyntax> Names(SyntaxNode code, string name) => code.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == name);

    private static bool IsWritten(IdentifierNameSyntax name)
    {
        SyntaxNode node = name.Parent is MemberAccessExpressionSyntax access ? access : name;
        return node.Parent is AssignmentExpressionSyntax assignment && assignment.Left == node
            || node.Parent is ArgumentSyntax argument && (argument.RefKindKeyword.RawKind != 0 || argument.Parent is TupleExpressionSyntax);
    }
}

/// <summary>A flow graph and what is known of its variables.</summary>
internal sealed record Body(ControlFlowGraph Graph, BodyFacts Facts);
