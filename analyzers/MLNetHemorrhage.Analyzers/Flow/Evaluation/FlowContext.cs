using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Bodies;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>What all graphs that belong to the analysis of one body share.</summary>
internal sealed class FlowContext(LibrarySymbols symbols, HelperBodies helpers, CancellationToken cancellation)
{
    private readonly Dictionary<(Site Call, FlowState Start), FlowValue> _calls = [];
    private readonly Dictionary<ISymbol, FlowValue> _stable = new(SymbolEqualityComparer.Default);
    private int _blocksLeft = FlowLimits.Blocks;

    public LibrarySymbols Symbols { get; } = symbols;

    public HelperBodies Helpers { get; } = helpers;

    public CancellationToken Cancellation { get; } = cancellation;

    public UseRecorder Uses { get; } = new();

    /// <summary>Local functions that some call has led to.</summary>
    public HashSet<ISymbol> FollowedFunctions { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Counts a basic block; false where the body has had its share.</summary>
    public bool TryRunBlock()
    {
        Cancellation.ThrowIfCancellationRequested();
        return _blocksLeft-- > 0;
    }

    /// <summary>What a call gives that started like this; each is followed once.</summary>
    public FlowValue Call(Site call, FlowState start, Func<FlowValue> follow)
    {
        if (!_calls.TryGetValue((call, start), out var value)) _calls[(call, start)] = value = follow();
        return value;
    }

    /// <summary>Remembers the only value that a variable ever has, for lambdas and local functions.</summary>
    public void Remember(ISymbol variable, FlowValue value) =>
        _stable[variable] = _stable.TryGetValue(variable, out var before) && !before.Equals(value) ? FlowValue.Unknown : value;

    /// <summary>A state that knows no more than what never changes.</summary>
    public FlowState Stable() => _stable.Where(s => s.Value is ConstantValue or PipelineValue or DataValue).Aggregate(FlowState.Empty, (state, slot) => state.With(slot.Key, slot.Value));
}
