using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>The text form of a protocol that code makes: of <c>Protocol.Parse</c>, or of the factory that has the name of its kind.</summary>
internal static class ProtocolCall
{
    /// <summary>The protocol; unknown where a value that belongs to it is.</summary>
    public static FlowValue Evaluate(IInvocationOperation call, IReadOnlyList<FlowValue> values)
    {
        string? text = call.TargetMethod.Name == "Parse" ? Parsed(values) : Made(call, values);
        return text is not null && ProtocolText.IsWellFormed(text) ? new ProtocolValue(text) : FlowValue.Unknown;
    }

    private static string? Parsed(IReadOnlyList<FlowValue> values) =>
        values.Count == 1 && values[0] is ConstantValue { Value: string text } ? string.Concat(text.Where(c => !char.IsWhiteSpace(c))) : null;

    // The size comes first; the options have the names of their parameters.
    private static string? Made(IInvocationOperation call, IReadOnlyList<FlowValue> values)
    {
        var given = new SortedList<int, (string Name, object? Value)>();
        for (int i = 0; i < values.Count; i++)
        {
            if (call.Arguments[i].Parameter is not { } parameter || Known(call.Arguments[i], values[i]) is not { } known) return null;
            given[parameter.Ordinal] = (parameter.Name == "begin" ? "bos" : parameter.Name, known.Value);
        }
        var options = given.Where(g => g.Key > 0 && g.Value.Value is not null).Select(g => $",{g.Value.Name}={Word(g.Value.Value)}");
        return given.TryGetValue(0, out var size) ? $"{call.TargetMethod.Name.ToLowerInvariant()}:{Word(size.Value)}{string.Concat(options)}" : null;
    }

    private static ConstantValue? Known(IArgumentOperation argument, FlowValue value) =>
        argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { HasExplicitDefaultValue: true } left } ? new(left.ExplicitDefaultValue) : value as ConstantValue;

    private static string Word(object? value) => value is bool truth ? truth ? "true" : "false" : string.Format(CultureInfo.InvariantCulture, "{0}", value);
}
