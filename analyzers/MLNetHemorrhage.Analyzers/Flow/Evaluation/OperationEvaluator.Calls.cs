using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Evaluates calls: what they mean to a pipeline is known, or is found out by following them.</summary>
internal sealed partial class OperationEvaluator
{
    // What the compiler calls for "with".
    private const string CloneMethod = "<Clone>$";

    private FlowValue Invoke(IInvocationOperation call)
    {
        var role = context.Symbols.RoleOf(call.TargetMethod);
        return role.Kind switch
        {
            _ when role.IsStep => MakeStep(call, role),
            CallKind.Append => Append(call, role),
            CallKind.PassThrough => PassThrough(call, role),
            CallKind.Protocol => ProtocolCall.Evaluate(call, [.. call.Arguments.Select(a => Evaluate(a.Value))]),
            CallKind.Fit => Fit(call),
            CallKind.Transform => Transform(call),
            CallKind.Evaluate => Measure(call, role),
            CallKind.Serve => Serve(call, role),
            _ => InvokeOther(call),
        };
    }

    private FlowValue MakeStep(IInvocationOperation call, CallRole role)
    {
        if (call.Instance is { } instance) Evaluate(instance);
        var arguments = new StepArguments();
        foreach (var argument in call.Arguments)
        {
            var value = Evaluate(argument.Value);
            if (argument.Parameter is not { } parameter || !role.Parameters.TryGetValue(parameter.Ordinal, out var valueRole))
            {
                Use(UseKind.Passed, argument.Value, value);
            }
            else if (valueRole.Kind == ValueKind.Options)
            {
                AddProperties(arguments, value, parameter.Type, argument.Value);
            }
            else
            {
                bool isDefault = argument.ArgumentKind == ArgumentKind.DefaultValue;
                arguments.Add(valueRole, value, parameter.Type, isDefault ? frame.LocationOf(call.Syntax) : LocationOfArgument(argument.Value), isDefault ? null : argument.Value.Syntax, isDefault);
            }
        }
        return _steps.Make(call, role, arguments);
    }

    private void AddProperties(StepArguments arguments, FlowValue value, ITypeSymbol type, IOperation source)
    {
        if (value is not ObjectValue made)
        {
            arguments.HasUnknownOptions = true;
            return;
        }
        arguments.HasUnknownOptions |= _state.Find(new PropertySlot(made.Site, null)) is not null;
        arguments.HasOptions = true;
        foreach (var marked in context.Symbols.MarkedProperties(made.Type))
        {
            if (PropertyOf(made, marked.Key) is { } property)
                arguments.Add(marked.Value, property.Value, PropertyType(made.Type, marked.Key), property.Location, null, isDefault: false);
        }
    }

    private static ITypeSymbol? PropertyType(INamedTypeSymbol type, string property)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
            if (t.GetMembers(property).OfType<IPropertySymbol>().FirstOrDefault() is { } found) return found.Type;
        return null;
    }

    private FlowValue Append(IInvocationOperation call, CallRole role)
    {
        var first = Evaluate(PipelineOf(call, role));
        var second = Evaluate(Argument(call, role.Operand));
        foreach (var argument in call.Arguments)
            if (argument.Parameter is { } parameter && parameter.Ordinal != role.Operand && parameter.Ordinal != role.Pipeline) Evaluate(argument.Value);
        var site = frame.SiteOf(call.Syntax);
        return ChoiceValue.Map(first, second, (f, s) =>
        {
            var (left, right) = (AsPipeline(f, PipelineOf(call, role)), AsPipeline(s, Argument(call, role.Operand)));
            var joined = left.Pipeline.Append(right.Pipeline, site, _steps.Unknown(call.Syntax));
            return new PipelineValue(joined, left.FittedAt ?? right.FittedAt, left.FittedOn ?? right.FittedOn);
        });
    }

    private FlowValue PassThrough(IInvocationOperation call, CallRole role)
    {
        var value = Evaluate(PipelineOf(call, role));
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.Ordinal != role.Pipeline) Use(UseKind.Passed, argument.Value, Evaluate(argument.Value));
        return value;
    }

    private FlowValue Fit(IInvocationOperation call)
    {
        var estimator = Evaluate(call.Instance!);
        var data = Evaluate(call.Arguments[0].Value);
        foreach (var argument in call.Arguments.Skip(1)) Use(UseKind.Passed, argument.Value, Evaluate(argument.Value));
        var site = frame.SiteOf(call.Syntax);
        return ChoiceValue.Map(estimator, data, (e, d) =>
        {
            var rows = d as DataValue;
            if (e is not PipelineValue pipeline)
            {
                context.Uses.Use(UseKind.Fitted, site, frame.LocationOf(call.Syntax), e);
                return FlowValue.Unknown;
            }
            var fitted = pipeline with { FittedAt = call.Syntax, FittedOn = rows?.Identity };
            context.Uses.Use(UseKind.Fitted, site, frame.LocationOf(call.Syntax), After(rows, fitted, site), new(rows?.Identity));
            return fitted;
        });
    }

    private FlowValue Transform(IInvocationOperation call)
    {
        var transformer = Evaluate(call.Instance!);
        var data = Evaluate(call.Arguments[0].Value);
        var site = frame.SiteOf(call.Syntax);
        return ChoiceValue.Map(transformer, data, (t, d) =>
        {
            var rows = d as DataValue;
            var applied = t is PipelineValue fitted ? fitted : rows?.Applied is null ? null : AsPipeline(t, call.Instance!);
            return applied is null ? new DataValue(rows?.Identity) : new DataValue(rows?.Identity, After(rows, applied, site));
        });
    }

    // Data that went through a pipeline carries its models on.
    private PipelineValue After(DataValue? rows, PipelineValue pipeline, Site site) =>
        rows?.Applied is { } earlier ? pipeline with { Pipeline = earlier.Pipeline.Append(pipeline.Pipeline, site, _steps.Unknown(site.Node)) } : pipeline;

    private FlowValue Measure(IInvocationOperation call, CallRole role)
    {
        if (call.Instance is { } instance) Evaluate(instance);
        string? column = null;
        FlowValue protocol = FlowValue.Unknown;
        var measured = new List<FlowValue>();
        foreach (var argument in call.Arguments)
        {
            var value = Evaluate(argument.Value);
            var kind = argument.Parameter is { } parameter && role.Parameters.TryGetValue(parameter.Ordinal, out var valueRole) ? valueRole.Kind : ValueKind.None;
            if (kind == ValueKind.EvaluationData) measured.Add(value);
            else if (kind == ValueKind.ModelColumn) column = (value as ConstantValue)?.Value as string;
            else if (context.Symbols.TypeOf(argument.Parameter?.Type) == PipelineType.Protocol) protocol = value;
            else Use(UseKind.Passed, argument.Value, value);
        }
        foreach (var value in measured.SelectMany(ChoiceValue.Each))
        {
            foreach (var under in ChoiceValue.Each(protocol))
                context.Uses.Use(UseKind.Evaluated, frame.SiteOf(call.Syntax), frame.LocationOf(call.Syntax), value, new((value as DataValue)?.Identity, column, (under as ProtocolValue)?.Text));
        }
        return FlowValue.Unknown;
    }

    private FlowValue Serve(IInvocationOperation call, CallRole role)
    {
        if (call.Instance is { } instance) Evaluate(instance);
        foreach (var argument in call.Arguments)
        {
            var value = Evaluate(argument.Value);
            if (argument.Parameter?.Ordinal == role.Operand) context.Uses.Use(UseKind.Served, frame.SiteOf(call.Syntax), frame.LocationOf(call.Syntax), value);
            else Use(UseKind.Passed, argument.Value, value);
        }
        return FlowValue.Unknown;
    }

    private FlowValue InvokeOther(IInvocationOperation call)
    {
        var instance = call.Instance is { } owner ? Evaluate(owner) : FlowValue.Unknown;
        var values = call.Arguments.Select(a => Evaluate(a.Value)).ToList();
        if (instance is ArrayValue array && values.Count == 0)
        {
            // A loop over an array asks its enumerator, for which the array stands.
            if (call.TargetMethod.Name == "GetEnumerator") return array with { Position = -1 };
            if (call.TargetMethod.Name == "MoveNext" && Unconverted(call.Instance!) is IFlowCaptureReferenceOperation enumerator) return MoveNext(enumerator, array);
        }
        if (values.Count == 0 && IsOfNullable(call.TargetMethod)) return ChoiceValue.Map(instance, v => OfNullable(call.TargetMethod.Name, v));
        if (instance is ObjectValue original && call.TargetMethod.Name == CloneMethod) return Clone(original, frame.SiteOf(call.Syntax));
        if (call.TargetMethod is { Name: "ConfigureAwait" or "AsTask", ContainingNamespace.Name: "Tasks" }) return instance;
        if (Follow(call, values) is { } result) return result;

        if (!call.TargetMethod.DeclaringSyntaxReferences.IsEmpty) _state = _state.WithoutData(data => data.Members.Any(m => context.Helpers.IsRewritten(m, context.Cancellation)));
        if (call.Instance is { } passed) Use(UseKind.Passed, passed, instance);
        Forget(instance as ArrayValue);
        for (int i = 0; i < values.Count; i++)
        {
            Use(UseKind.Passed, call.Arguments[i].Value, values[i]);
            Forget(values[i]);
            if (call.Arguments[i].Parameter?.Type is not INamedTypeSymbol { TypeKind: TypeKind.Interface, Name: "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" }) Forget(values[i] as ArrayValue);
            if (call.Arguments[i].Parameter?.RefKind is RefKind.Ref or RefKind.Out) Assign(call.Arguments[i].Value, FlowValue.Unknown, call.Arguments[i].Value);
        }
        return DataOf(call);
    }

    private ConstantValue MoveNext(IFlowCaptureReferenceOperation enumerator, ArrayValue array)
    {
        Set(enumerator.Id, array with { Position = array.Position + 1 });
        return new ConstantValue(array.Position + 1 < array.Elements.Length);
    }

    private ObjectValue Clone(ObjectValue original, Site site)
    {
        var copy = WithProperties(original) as ObjectValue;
        _state = _state.Without(slot => slot is PropertySlot property && property.Object.Equals(site));
        foreach (var property in copy!.Returned!) _state = _state.With(new PropertySlot(site, property.Key), property.Value);
        if (_state.Find(new PropertySlot(original.Site, null)) is { } others) _state = _state.With(new PropertySlot(site, null), others);
        return new(site, original.Type);
    }

    private FlowValue Create(IObjectCreationOperation creation)
    {
        var values = creation.Arguments.Select(a => Evaluate(a.Value)).ToList();
        if (creation.Type is not INamedTypeSymbol type) return FlowValue.Unknown;
        var site = frame.SiteOf(creation.Syntax);
        if (context.Symbols.TypeOf(type) is PipelineType.Estimator or PipelineType.Transformer)
        {
            if (type.Name == "EstimatorChain" && values.Count == 0) return new PipelineValue(Pipeline.Empty);
            if (type.Name == "TransformerChain" && values.Count == 1 && values[0] is ArrayValue parts) return Chain(creation, parts);
        }
        else if (context.Symbols.MarkedProperties(type).Count > 0 && values.Count == 0)
        {
            _state = _state.Without(slot => slot is PropertySlot property && property.Object.Equals(site));
            return new ObjectValue(site, type);
        }
        for (int i = 0; i < values.Count; i++)
        {
            Use(UseKind.Passed, creation.Arguments[i].Value, values[i]);
            Forget(values[i]);
        }
        return context.Symbols.TypeOf(type) == PipelineType.Estimator ? new PipelineValue(Pipeline.Of([_steps.Other(creation.Syntax, type.Name)])) : FlowValue.Unknown;
    }

    private PipelineValue Chain(IObjectCreationOperation creation, ArrayValue parts)
    {
        var whole = new PipelineValue(Pipeline.Empty);
        var site = frame.SiteOf(creation.Syntax);
        foreach (var element in parts.Elements)
        {
            var part = AsPipeline(element, creation);
            site = new(creation.Syntax, site);
            whole = new(whole.Pipeline.Append(part.Pipeline, site, _steps.Unknown(creation.Syntax)), part.FittedAt, part.FittedOn);
        }
        return whole;
    }

    // What a method that is not followed does to an options object is not known.
    private void Forget(FlowValue value)
    {
        if (value is not ObjectValue made) return;
        _state = _state.Without(slot => slot is PropertySlot property && property.Object.Equals(made.Site)).With(new PropertySlot(made.Site, null), new ConstantValue(true));
    }

    // Nor what it does to the elements of a collection, whatever name that goes by.
    private void Forget(ArrayValue? array)
    {
        if (array is not null) _state = _state.Without(slot => _state.Find(slot) is ArrayValue other && other.Elements.SequenceEqual(array.Elements));
    }

    private PipelineValue AsPipeline(FlowValue value, IOperation source) =>
        value as PipelineValue ?? new PipelineValue(Pipeline.Of([_steps.Unknown(source.Syntax)]));

    private static IOperation PipelineOf(IInvocationOperation call, CallRole role) => role.Pipeline < 0 ? call.Instance! : Argument(call, role.Pipeline);

    private static IOperation Argument(IInvocationOperation call, int ordinal) => call.Arguments.First(a => a.Parameter?.Ordinal == ordinal).Value;
}
