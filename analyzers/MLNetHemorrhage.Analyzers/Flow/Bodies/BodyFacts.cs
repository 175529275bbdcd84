using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow.Bodies;

/// <summary>
/// What one look at a body says about its variables: which of them the flow has to follow, and which it cannot, because a lambda or a reference
/// may change them at any time. Following no more than matters keeps the number of paths small.
/// </summary>
internal sealed class BodyFacts
{
    private readonly HashSet<ISymbol> _relevant = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _untraceable = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _tests = new(SymbolEqualityComparer.Default);
    private readonly List<(ISymbol Target, IOperation Value)> _flows = [];
    private readonly LibrarySymbols _symbols;

    public BodyFacts(IOperation body, LibrarySymbols symbols, CancellationToken cancellation)
    {
        _symbols = symbols;
        foreach (var operation in body.DescendantsAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            Look(operation);
        }
        Spread();
    }

    /// <summary>Whether the flow follows a variable.</summary>
    public bool Follows(ISymbol variable, ITypeSymbol type) =>
        !_untraceable.Contains(variable) && (_relevant.Contains(variable) || !IsSimple(type));

    /// <summary>Whether a condition is worth remembering: it is tested again.</summary>
    public bool IsTestedAgain(ISymbol condition) => !_untraceable.Contains(condition) && _tests.TryGetValue(condition, out int tests) && tests > 1;

    /// <summary>Whether a variable has one value for ever, so that a lambda sees it too.</summary>
    public bool IsStable(ISymbol variable) => !_untraceable.Contains(variable) && (!_writes.TryGetValue(variable, out int writes) || writes <= 1);

    /// <summary>Whether values of a type are many and mostly of no interest here.</summary>
    public static bool IsSimple(ITypeSymbol type) => type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Enum || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None, Initializer: { } alias }:
                Lose(alias.Value);
                break;
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                Write(declarator.Symbol, initializer.Value, operation);
                break;
            case ISimpleAssignmentOperation { IsRef: true } assignment:
                Lose(assignment.Target);
                Lose(assignment.Value);
                break;
            case ISimpleAssignmentOperation assignment:
                if (Variable(assignment.Target) is { } target) Write(target, assignment.Value, operation);
                else Need(assignment.Value);
                break;
            case ICompoundAssignmentOperation compound:
                if (Variable(compound.Target) is { } changed) Write(changed, compound.Value, operation);
                break;
            case IIncrementOrDecrementOperation { Target: var counter }:
                if (Variable(counter) is { } counted) Write(counted, counter, operation);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                foreach (var part in deconstruction.Target.DescendantsAndSelf())
                    if (Variable(part) is { } written) Write(written, deconstruction.Value, operation);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                if (Variable(argument.Value) is { } passed) Write(passed, argument.Value, operation);
                break;
            case IInvocationOperation invocation when IsOfInterest(invocation):
                foreach (var argument in invocation.Arguments) Need(argument.Value);
                break;
            case IForLoopOperation { Condition: { } condition }:
                Need(condition);
                break;
            case IReturnOperation { ReturnedValue: { } returned }:
                Need(returned);
                break;
            case IConditionalOperation conditional:
                Test(conditional.Condition);
                break;
        }
    }

    private bool IsOfInterest(IInvocationOperation invocation) =>
        _symbols.RoleOf(invocation.TargetMethod).Kind != CallKind.Unknown || !invocation.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;

    private void Test(IOperation condition)
    {
        foreach (var part in condition.DescendantsAndSelf())
        {
            if (Variable(part) is not { } variable || part.Type?.SpecialType != SpecialType.System_Boolean) continue;
            _tests.TryGetValue(variable, out int tests);
            _tests[variable] = tests + 1;
        }
    }

    private void Write(ISymbol variable, IOperation value, IOperation writer)
    {
        _writes.TryGetValue(variable, out int writes);
        _writes[variable] = writes + 1;
        _flows.Add((variable, value));
        if (!SymbolEqualityComparer.Default.Equals(OwnerOf(writer) ?? variable.ContainingSymbol, variable.ContainingSymbol)) _untraceable.Add(variable);
    }

    // The lambda or local function around an operation; null in the method itself.
    private static ISymbol? OwnerOf(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation lambda) return lambda.Symbol;
            if (around is ILocalFunctionOperation local) return local.Symbol;
        }
        return null;
    }

    private void Lose(IOperation operation)
    {
        if (Variable(operation) is { } variable) _untraceable.Add(variable);
    }

    private void Need(IOperation value)
    {
        if (Variable(value) is { } variable) _relevant.Add(variable);
        // What a call of interest needs is found where that call is looked at.
        if (value is IInvocationOperation invocation && IsOfInterest(invocation)) return;
        foreach (var part in value.ChildOperations) Need(part);
    }

    // What flows into a relevant variable is relevant.
    private void Spread()
    {
        bool grows = true;
        while (grows)
        {
            int before = _relevant.Count;
            foreach (var (target, value) in _flows)
                if (_relevant.Contains(target)) Need(value);
            grows = _relevant.Count > before;
        }
    }

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        _ => null,
    };
}
