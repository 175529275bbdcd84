using System.Collections.Immutable;

namespace MLNetHemorrhage.Analyzers.Library;

/// <summary>What is known of a method before any call of it is seen.</summary>
internal sealed record CallRole(CallKind Kind)
{
    public static readonly CallRole Unknown = new(CallKind.Unknown);

    public static readonly CallRole OtherStep = new(CallKind.OtherStep);

    /// <summary>The verb of a modification.</summary>
    public string Verb { get; init; } = "";

    /// <summary>The method of a modification, where every call has the same.</summary>
    public string? Method { get; init; }

    /// <summary>The marked parameters, by ordinal.</summary>
    public ImmutableDictionary<int, ValueRole> Parameters { get; init; } = ImmutableDictionary<int, ValueRole>.Empty;

    /// <summary>What <see cref="ValueKind.Options"/> that leave a property out have there: the defaults of the overload without options.</summary>
    public ImmutableDictionary<ValueRole, object?> Defaults { get; init; } = ImmutableDictionary<ValueRole, object?>.Empty;

    /// <summary>Ordinal of the parameter that is the pipeline; -1 where that is the instance.</summary>
    public int Pipeline { get; init; } = -1;

    /// <summary>Ordinal of the parameter that is appended, or of the data.</summary>
    public int Operand { get; init; }

    /// <summary>Whether a call gives one step of its own.</summary>
    public bool IsStep => Kind is CallKind.Modification or CallKind.Recipe or CallKind.Load or CallKind.Recalibration or CallKind.Copy or CallKind.OtherStep;

    /// <summary>Whether a call modifies a model, so that the code around it is worth following.</summary>
    public bool Modifies => Kind is CallKind.Modification or CallKind.Recipe;
}
