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
    private readonly List<(ISymbol Target, IOperation Value, IOperation Writer)> _flows = [];
    private readonly List<IOperation> _calls = [];
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
        CountTests();
    }

    /// <summary>Whether the flow follows a variable.</summary>
    public bool Follows(ISymbol variable, ITypeSymbol type) =>
        !_untraceable.Contains(variable) && (_relevant.Contains(variable) || !IsSimple(type));

    /// <summary>Whether a variable or a member is worth remembering by a condition: another one, on which something depends, tests it again.</summary>
    public bool IsTestedAgain(ISymbol condition) => !_untraceable.Contains(condition) && _tests.TryGetValue(condition, out int tests) && tests > 1;

    /// <summary>Whether a variable has one value for ever, so that a lambda sees it too.</summary>
    public bool IsStable(ISymbol variable) => !_untraceable.Contains(variable) && (!_writes.TryGetValue(variable, out int writes) || writes <= 1);

    /// <summary>Whether values of a type are many and mostly of no interest here.</summary>
    public static bool IsSimple(ITypeSymbol? type) => type is null || type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Enum || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

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
                Change(assignment.Target);
                break;
            case ICompoundAssignmentOperation compound:
                if (Variable(compound.Target) is { } changed) Write(changed, compound.Value, operation);
                Change(compound.Target);
                break;
            case IIncrementOrDecrementOperation { Target: var counter }:
                if (Variable(counter) is { } counted) Write(counted, counter, operation);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                foreach (var part in deconstruction.Target.DescendantsAndSelf())
                    if (Variable(part) is { } written) Write(written, deconstruction.Value, operation);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                if (Matched(operation) is { } input) Write(declared, input, operation);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol named }:
                if (Matched(operation) is { } whole) Write(named, whole, operation);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                if (Variable(argument.Value) is { } passed) Write(passed, argument.Value, operation);
                if (argument.Parent is IObjectCreationOperation) Lose(argument.Value);
                break;
            case IAddressOfOperation address:
                Lose(address.Reference);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call } handed when _symbols.RoleOf(call.TargetMethod).Kind == CallKind.Unknown:
                Change(handed.Value);
                break;
            case IInvocationOperation invocation when IsOfInterest(invocation):
                foreach (var argument in invocation.Arguments) Need(argument.Value);
                _calls.Add(operation);
                break;
            case IForLoopOperation { Condition: { } condition }:
                Need(condition);
                break;
            case IReturnOperation { ReturnedValue: { } returned }:
                Need(returned);
                break;
        }
    }

    private bool IsOfInterest(IInvocationOperation invocation) =>
        _symbols.RoleOf(invocation.TargetMethod).Kind != CallKind.Unknown || !invocation.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;

    // Conditions on which no step and no variable of interest depends only make paths.
    private void CountTests()
    {
        var conditionals = new HashSet<IOperation>();
        foreach (var effect in _calls.Concat(_flows.Where(f => _relevant.Contains(f.Target) || !IsSimple(f.Value.Type)).Select(f => f.Writer)))
        {
            for (var around = effect.Parent; around is not null; around = around.Parent)
                if (around is IConditionalOperation && !conditionals.Add(around)) break;
        }
        foreach (var tested in conditionals.SelectMany(c => Tested(((IConditionalOperation)c).Condition)))
        {
            _tests.TryGetValue(tested, out int tests);
            _tests[tested] = tests + 1;
        }
    }

    private static HashSet<ISymbol> Tested(IOperation condition)
    {
        var tested = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var part in condition.DescendantsAndSelf())
            if ((Variable(part) ?? (part as IMemberReferenceOperation)?.Member) is { } symbol) tested.Add(symbol);
        return tested;
    }

    private void Write(ISymbol variable, IOperation value, IOperation writer)
    {
        _writes.TryGetValue(variable, out int writes);
        _writes[variable] = writes + 1;
        _flows.Add((variable, value, writer));
        if (!SymbolEqualityComparer.Default.Equals(OwnerOf(writer) ?? variable.ContainingSymbol, variable.ContainingSymbol)) _untraceable.Add(variable);
    }

    // A lambda or a local function that changes options of the method around it, by a property or by handing them on, may do so at any time.
    private void Change(IOperation target)
    {
        var changed = (target as IPropertyReferenceOperation)?.Instance ?? target;
        while (changed is IConversionOperation conversion) changed = conversion.Operand;
        if (Variable(changed) is { } variable && changed.Type is INamedTypeSymbol type && _symbols.MarkedProperties(type).Count > 0 && OwnerOf(target) is { } owner && !SymbolEqualityComparer.Default.Equals(owner, variable.ContainingSymbol))
            _untraceable.Add(variable);
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

    // What a pattern is held against.
    private static IOperation? Matched(IOperation pattern)
    {
        var around = pattern.Parent;
        while (around is IPatternOperation or IPropertySubpatternOperation or ISwitchExpressionArmOperation or ICaseClauseOperation or ISwitchCaseOperation) around = around.Parent;
        return around switch
        {
            IIsPatternOperation match => match.Value,
            ISwitchExpressionOperation match => match.Value,
            ISwitchOperation match => match.Value,
            _ => null,
        };
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
            foreach (var (target, value, _) in _flows)
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
