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
    public FlowState Widen(FlowState state) =>
        state.Slots.Where(s => s.Key is DataIdentity || s.Value is ConstantValue && !_seen.Exists(known => s.Value.Equals(known.Find(s.Key)))).Aggregate(state, (widened, slot) => widened.Without(slot.Key));

    public FlowState Take() => _waiting.Dequeue();
}
