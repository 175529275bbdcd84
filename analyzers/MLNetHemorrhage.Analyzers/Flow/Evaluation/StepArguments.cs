using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>What a call that makes a step is given, by role.</summary>
internal sealed class StepArguments
{
    private readonly List<GivenValue> _values = [];

    /// <summary>Whether an options object was given, so that what is left out has the defaults of the options.</summary>
    public bool HasOptions { get; set; }

    /// <summary>Whether an options object was given that the flow knows too little of.</summary>
    public bool HasUnknownOptions { get; set; }

    public IReadOnlyList<GivenValue> Values => _values;

    public void Add(ValueRole role, FlowValue value, ITypeSymbol? type, Location location, SyntaxNode? node, bool isDefault) => _values.Add(new(role, value, type, location, node, isDefault));

}

/// <summary>A value and where it was given.</summary>
/// <param name="Role">What it is to the step.</param>
/// <param name="Value">The value.</param>
/// <param name="Type">The type of the parameter or property, which names the members of enumerations.</param>
/// <param name="Location">Where, in the body under analysis.</param>
/// <param name="Node">The expression, if it is an argument of the call.</param>
/// <param name="IsDefault">Whether the code leaves it out.</param>
internal sealed record GivenValue(ValueRole Role, FlowValue Value, ITypeSymbol? Type, Location Location, SyntaxNode? Node, bool IsDefault);
