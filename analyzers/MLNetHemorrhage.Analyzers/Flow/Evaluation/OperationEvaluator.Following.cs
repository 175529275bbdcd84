using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.Bodies;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Follows calls into methods, local functions, getters, initializers and lambdas.</summary>
internal sealed partial class OperationEvaluator
{
    /// <summary>What the initializer that this evaluates gives its field or property, on each path.</summary>
    public List<FlowValue> Initialized { get; } = [];

    private FlowValue? Follow(IInvocationOperation call, List<FlowValue> values)
    {
        var method = call.TargetMethod.OriginalDefinition;
        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        var called = isLocal ? LocalFunction(method) : IsWorthFollowing(call.TargetMethod, values) ? context.Helpers.OfMethod(method, context.Cancellation) : null;
        if (called is null || values.Exists(v => v is ObjectValue) && !isLocal) return null;

        var parameters = (method.PartialImplementationPart ?? method).Parameters;
        var start = isLocal ? _state.Without(slot => slot is CaptureId) : FlowState.Empty;
        var locations = ImmutableDictionary<ISymbol, Location>.Empty.WithComparers(SymbolEqualityComparer.Default);
        for (int i = 0; i < values.Count; i++)
        {
            if (call.Arguments[i].Parameter is not { RefKind: RefKind.None or RefKind.In } bound) continue;
            var parameter = parameters[bound.Ordinal];
            locations = locations.SetItem(parameter, LocationOfArgument(call.Arguments[i].Value));
            if (values[i] != FlowValue.Unknown) start = start.With(parameter, ChoiceValue.Map(values[i], HandIn));
        }
        if (frame.Call(call.Syntax, method, isLocal, locations) is not { } calledFrame) return null;
        if (isLocal) context.FollowedFunctions.Add(method);
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out) Assign(argument.Value, FlowValue.Unknown, argument.Value);
        return ChoiceValue.Of(Fork(start).Select(s => context.Call(frame.SiteOf(call.Syntax), s, () => new GraphRunner(context, called, calledFrame).Run(s))));
    }

    private FlowValue Follow(Body member, ISymbol symbol, SyntaxNode reference)
    {
        if (frame.Call(reference, symbol, isInBody: false, ImmutableDictionary<ISymbol, Location>.Empty) is not { } memberFrame) return FlowValue.Unknown;
        return context.Call(frame.SiteOf(reference), FlowState.Empty, () => new GraphRunner(context, member, memberFrame).Run(FlowState.Empty));
    }

    // A lambda may run at any time: it sees what never changes.
    private FlowValue Follow(IFlowAnonymousFunctionOperation lambda)
    {
        var graph = body.Graph.GetAnonymousFunctionControlFlowGraph(lambda, context.Cancellation);
        if (!frame.IsCalled) new GraphRunner(context, body with { Graph = graph }, frame).Run(context.Stable());
        return FlowValue.Unknown;
    }

    private bool IsWorthFollowing(IMethodSymbol method, List<FlowValue> values) =>
        !method.DeclaringSyntaxReferences.IsEmpty
        && (IsWorthFollowing(method.ReturnType) || values.Exists(v => v is PipelineValue or DataValue { Applied: not null }) || context.Helpers.MentionsStep(method.OriginalDefinition, context.Cancellation));

    private Body? LocalFunction(IMethodSymbol function)
    {
        for (var graph = body.Graph; graph is not null; graph = graph.Parent)
            if (graph.LocalFunctions.Contains(function)) return body with { Graph = graph.GetLocalFunctionControlFlowGraph(function, context.Cancellation) };
        return null;
    }

    private FlowValue HandIn(FlowValue value) => value is ConstantValue constant && frame.IsInBody ? constant with { FromCaller = true } : value;
}
