using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.Bodies;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.Recipes;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Makes the steps of a pipeline from the calls that give them.</summary>
internal sealed class StepBuilder(FlowContext context, Frame frame)
{
    public PipelineStep Unknown(SyntaxNode node) => Plain(StepKind.Unknown, node, null);

    public PipelineStep Other(SyntaxNode node, string name) => Plain(StepKind.Other, node, name);

    /// <summary>The step of a call; where arguments are one of several values, one of several steps.</summary>
    public FlowValue Make(IInvocationOperation call, CallRole role, StepArguments arguments) =>
        ChoiceValue.Of(Combinations(arguments.Values).Select(values => (FlowValue)new PipelineValue(Pipeline.Of(Steps(call, role, arguments, values)))));

    private IEnumerable<PipelineStep> Steps(IInvocationOperation call, CallRole role, StepArguments arguments, IReadOnlyList<GivenValue> values)
    {
        bool belongsElsewhere = !frame.IsInBody && !values.Any(v => v.Value is ConstantValue { FromCaller: true });
        if (role.Kind == CallKind.Recipe) return Recipe(call, values, belongsElsewhere);
        var step = Plain(Kind(role.Kind), call.Syntax, call.TargetMethod.Name) with
        {
            ModelColumn = Column(ValueKind.ModelColumn, role, arguments, values),
            CopyColumn = Column(ValueKind.CopyColumn, role, arguments, values),
            CalibrationColumn = HasNoCalibration(values) ? "" : Column(ValueKind.CalibrationColumn, role, arguments, values),
            ModelPath = Column(ValueKind.ModelPath, role, arguments, values),
            BelongsElsewhere = belongsElsewhere,
        };
        return [role.Kind == CallKind.Modification ? Modification(step, role, arguments, values) : step];
    }

    private PipelineStep Modification(PipelineStep step, CallRole role, StepArguments arguments, IReadOnlyList<GivenValue> values)
    {
        var given = new List<StepArgument>();
        foreach (var value in values)
            if (value.Role.Kind == ValueKind.Parameter && !IsLeftToDefault(value)) given.Add(new(value.Role.Name, ValueOf(value), value.Location, value.IsDefault));
        var method = role.Method is { } always ? new RecipeMethod(always, null) : MethodOf(role, arguments, values);
        if (arguments.HasOptions || arguments.HasUnknownOptions)
        {
            foreach (var fallback in role.Defaults)
            {
                if (fallback.Key.Kind == ValueKind.Parameter && !given.Exists(a => a.Name == fallback.Key.Name))
                    given.Add(new(fallback.Key.Name, arguments.HasUnknownOptions ? null : context.Symbols.Methods.OwnDefault(role.Verb, method?.Name, fallback.Key.Name) ?? Word(fallback.Value), step.Location, true));
            }
        }
        return step with
        {
            Verb = role.Verb,
            Method = method?.Name,
            NeedsCalibration = ImpliedArguments.NeedCalibration(role.Verb, given, method?.NeedsCalibration ?? context.Symbols.Methods.NeedsCalibration(role.Verb, method?.Name)),
            Arguments = ImpliedArguments.Complete(role.Verb, given),
        };
    }

    private IEnumerable<PipelineStep> Recipe(IInvocationOperation call, IReadOnlyList<GivenValue> values, bool belongsElsewhere)
    {
        var recipe = values.FirstOrDefault(v => v.Role.Kind == ValueKind.Recipe);
        if (recipe?.Value is not ConstantValue { Value: string text } || RecipeReader.Read(text) is not { } steps) return [Unknown(call.Syntax)];
        string? column = Text(values, ValueKind.ModelColumn), calibration = HasNoCalibration(values) ? "" : Text(values, ValueKind.CalibrationColumn);
        var place = new RecipePlace(recipe.Location, frame.IsInBody ? recipe.Node : null);
        return steps.Select((s, i) =>
        {
            List<StepArgument> given = [.. s.Parameters.Select(p => new StepArgument(p.Name, p.Value, place.Of(p.Span), false)), .. LeftOut(s, place)];
            return new PipelineStep(StepKind.Modification, frame.SiteOf(call.Syntax), place.Of(s.Span))
            {
                Name = call.TargetMethod.Name,
                Verb = s.Verb,
                Method = s.Method,
                NeedsCalibration = ImpliedArguments.NeedCalibration(s.Verb, given, context.Symbols.Methods.NeedsCalibration(s.Verb, s.Method)),
                Arguments = ImpliedArguments.Complete(s.Verb, given),
                ModelColumn = column,
                CalibrationColumn = calibration,
                RecipeIndex = i,
                InnerLocation = frame.IsInBody ? null : call.Syntax.GetLocation(),
                BelongsElsewhere = belongsElsewhere,
            };
        });
    }

    private IEnumerable<StepArgument> LeftOut(RecipeStep step, RecipePlace place) =>
        from coordinate in Strengths.Coordinates
        where step.Parameters.All(p => p.Name != coordinate)
        let value = context.Symbols.Methods.Default(step.Verb, step.Method, coordinate)
        where value is not null
        select new StepArgument(coordinate, value, place.Of(step.Span), true);

    private PipelineStep Plain(StepKind kind, SyntaxNode node, string? name) => new(kind, frame.SiteOf(node), frame.LocationOf(node))
    {
        Name = name,
        InnerLocation = frame.IsInBody ? null : node.GetLocation(),
        BelongsElsewhere = !frame.IsInBody,
    };

    private static StepKind Kind(CallKind kind) => kind switch
    {
        CallKind.Modification => StepKind.Modification,
        CallKind.Load => StepKind.Load,
        CallKind.Copy => StepKind.Copy,
        CallKind.Recalibration => StepKind.Recalibration,
        _ => StepKind.Other,
    };

    private static RecipeMethod? MethodOf(CallRole role, StepArguments arguments, IReadOnlyList<GivenValue> values)
    {
        if (values.FirstOrDefault(v => v.Role.Kind == ValueKind.Method) is { } given)
        {
            if (given.Value is not ConstantValue { Value: { } value }) return null;
            return Marks.Member(given.Type, value) is { } member ? RecipeMethod.Of(member) : value is string name ? new(name, null) : null;
        }
        return arguments.HasOptions && !arguments.HasUnknownOptions && role.Defaults.TryGetValue(new(ValueKind.Method), out object? fallback) && fallback is IFieldSymbol field
            ? RecipeMethod.Of(field)
            : null;
    }

    private static string? Column(ValueKind kind, CallRole role, StepArguments arguments, IReadOnlyList<GivenValue> values) =>
        values.Any(v => v.Role.Kind == kind) || !arguments.HasOptions || arguments.HasUnknownOptions
            ? Text(values, kind)
            : role.Defaults.TryGetValue(new(kind), out object? fallback) ? fallback as string : null;

    private static string? Text(IReadOnlyList<GivenValue> values, ValueKind kind) => (values.FirstOrDefault(v => v.Role.Kind == kind)?.Value as ConstantValue)?.Value as string;

    // The code gives null: that is known, other than a name that the flow does not know.
    private static bool HasNoCalibration(IReadOnlyList<GivenValue> values) => values.Any(v => v is { Role.Kind: ValueKind.CalibrationColumn, Value: ConstantValue { Value: null } });

    // Of options whose properties are nullable.
    private static bool IsLeftToDefault(GivenValue given) => given.Value is ConstantValue { Value: null };

    private static object? ValueOf(GivenValue given) =>
        given.Value is ConstantValue { Value: { } value } ? Marks.Member(given.Type, value) is { } member ? Marks.Word(member) : value : null;

    private static object? Word(object? value) => value is IFieldSymbol member ? Marks.Word(member) : value;

    private static IEnumerable<IReadOnlyList<GivenValue>> Combinations(IReadOnlyList<GivenValue> values)
    {
        if (values.All(v => v.Value is not ChoiceValue)) return [values];
        IEnumerable<ImmutableList<GivenValue>> combinations = [[]];
        foreach (var value in values)
            combinations = combinations.SelectMany(c => ChoiceValue.Each(value.Value).Select(v => c.Add(value with { Value = v }))).Take(FlowLimits.Alternatives);
        return combinations;
    }
}
