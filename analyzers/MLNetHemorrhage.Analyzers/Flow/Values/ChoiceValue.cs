using System.Collections.Immutable;

namespace MLNetHemorrhage.Analyzers.Flow.Values;

/// <summary>One of several values. It lives within an expression only: where it is stored, the path forks.</summary>
internal sealed record ChoiceValue : FlowValue
{
    private ChoiceValue(ImmutableArray<FlowValue> alternatives) => Alternatives = alternatives;

    public ImmutableArray<FlowValue> Alternatives { get; }

    /// <summary>Of more than the limit, the first stay and the rest is unknown.</summary>
    public static FlowValue Of(IEnumerable<FlowValue> values)
    {
        var distinct = values.SelectMany(Each).Distinct().Take(FlowLimits.Alternatives + 1).ToImmutableArray();
        if (distinct.Length > FlowLimits.Alternatives) distinct = distinct.SetItem(FlowLimits.Alternatives, Unknown);
        return distinct.Length switch
        {
            0 => Unknown,
            1 => distinct[0],
            _ => new ChoiceValue(distinct),
        };
    }

    public static IEnumerable<FlowValue> Each(FlowValue value) => value is ChoiceValue choice ? choice.Alternatives : [value];

    public static FlowValue Map(FlowValue value, Func<FlowValue, FlowValue> map) => value is ChoiceValue choice ? Of(choice.Alternatives.Select(map)) : map(value);

    public static FlowValue Map(FlowValue left, FlowValue right, Func<FlowValue, FlowValue, FlowValue> map) =>
        left is ChoiceValue || right is ChoiceValue ? Of(from l in Each(left) from r in Each(right) select map(l, r)) : map(left, right);

    public bool Equals(ChoiceValue? other) => other is not null && Alternatives.SequenceEqual(other.Alternatives);

    public override int GetHashCode() => Alternatives.Length;
}
