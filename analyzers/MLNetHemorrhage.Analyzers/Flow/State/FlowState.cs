using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.State;

/// <summary>
/// What is known on one path at one place: variables, captures of the flow graph and properties of options objects. What has no slot is not
/// known. Immutable, compared by value, so that paths which differ in nothing that matters become one.
/// </summary>
internal sealed class FlowState : IEquatable<FlowState>
{
    /// <summary>Nothing is known, and no caller gave anything.</summary>
    public static readonly FlowState Empty = new(ImmutableDictionary<object, FlowValue>.Empty, ImmutableStack<Continuation>.Empty, isCut: false);

    private readonly ImmutableDictionary<object, FlowValue> _slots;

    private FlowState(ImmutableDictionary<object, FlowValue> slots, ImmutableStack<Continuation> continuations, bool isCut) =>
        (_slots, Continuations, IsCut) = (slots, continuations, isCut);

    /// <summary>Where paths go on after the finally blocks that they are in.</summary>
    public ImmutableStack<Continuation> Continuations { get; }

    /// <summary>Whether this stands for paths that were too many: not even what a variable held at first is known.</summary>
    public bool IsCut { get; }

    public IEnumerable<KeyValuePair<object, FlowValue>> Slots => _slots;

    public FlowState Cut => new(ImmutableDictionary<object, FlowValue>.Empty, Continuations, isCut: true);

    public FlowValue? Find(object slot) => _slots.TryGetValue(slot, out var value) ? value : null;

    public FlowState With(object slot, FlowValue value) => new(_slots.SetItem(slot, value), Continuations, IsCut);

    public FlowState Without(object slot) => _slots.ContainsKey(slot) ? new(_slots.Remove(slot), Continuations, IsCut) : this;

    public FlowState Without(Func<object, bool> isGone)
    {
        var gone = _slots.Keys.Where(isGone).ToList();
        return gone.Count == 0 ? this : new(_slots.RemoveRange(gone), Continuations, IsCut);
    }

    /// <summary>Values without knowing any more which data they are about, where that is data that is gone.</summary>
    public FlowState WithoutData(Predicate<DataIdentity> isGone)
    {
        var slots = _slots;
        foreach (var slot in _slots)
        {
            var value = slot.Value.WithoutData(isGone);
            if (!value.Equals(slot.Value)) slots = slots.SetItem(slot.Key, value);
        }
        return slots == _slots ? this : new(slots, Continuations, IsCut);
    }

    public FlowState With(ImmutableStack<Continuation> continuations) => new(_slots, continuations, IsCut);

    public bool Equals(FlowState? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || IsCut != other.IsCut || _slots.Count != other._slots.Count || !Continuations.SequenceEqual(other.Continuations)) return false;
        foreach (var slot in _slots)
            if (!other._slots.TryGetValue(slot.Key, out var value) || !value.Equals(slot.Value)) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as FlowState);

    public override int GetHashCode() => _slots.Count;
}

/// <summary>A finally block to run, or the branch to take after the last one.</summary>
/// <param name="Finally">Ordinal of the first block of a finally block.</param>
/// <param name="Branch">The branch; null before a finally block.</param>
internal readonly record struct Continuation(int Finally, ControlFlowBranch? Branch);
