using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.State;

/// <summary>The paths that reach a basic block. Beyond the limit one state that knows nothing stands for all others.</summary>
internal sealed class BlockStates
{
    private readonly List<FlowState> _seen = [];
    private readonly Queue<FlowState> _waiting = new();

    public bool HasWaiting => _waiting.Count > 0;

    /// <returns>Whether there is something new to run.</returns>
    public bool Add(FlowState state)
    {
        if (_seen.Contains(state)) return false;
        if (_seen.Count >= FlowLimits.Alternatives)
        {
            state = state.Cut;
            if (_seen.Contains(state)) return false;
        }
        _seen.Add(state);
        _waiting.Enqueue(state);
        return true;
    }

    /// <summary>A state that comes back to the head of a loop, without the numbers and texts that the loop changes, and what members were assumed to be.</summary>
    public FlowState Widen(FlowState state)
    {
        var widened = state;
        foreach (var slot in state.Slots)
        {
            if (slot.Key is DataIdentity) widened = widened.Without(slot.Key);
            else if (slot.Value is ConstantValue && IsNew(slot)) widened = widened.Without(slot.Key);
            else if (slot.Value is PropertyValue { Value: ConstantValue } property && IsNew(slot)) widened = widened.With(slot.Key, property with { Value = FlowValue.Unknown });
        }
        return widened;
    }

    private bool IsNew(KeyValuePair<object, FlowValue> slot) => !_seen.Exists(known => slot.Value.Equals(known.Find(slot.Key)));

    public FlowState Take() => _waiting.Dequeue();
}
