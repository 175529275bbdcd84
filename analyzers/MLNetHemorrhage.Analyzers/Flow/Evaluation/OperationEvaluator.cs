using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.Bodies;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Evaluates the operations of a flow graph on the state of one path.</summary>
internal sealed partial class OperationEvaluator(FlowContext context, Body body, Frame frame)
{
    private readonly Dictionary<CaptureId, IOperation> _captured = [];
    private readonly StepBuilder _steps = new(context, frame);
    private FlowState _state = FlowState.Empty;
    private bool _isOneOfSeveral;

    /// <summary>Runs a statement; gives the states after it, several where a value is one of several.</summary>
    public IReadOnlyList<FlowState> Execute(IOperation operation, FlowState state)
    {
        _state = state;
        _isOneOfSeveral = false;
        if (operation is IExpressionStatementOperation statement)
        {
            var value = Evaluate(statement.Operation);
            if (statement.Operation is not IAssignmentOperation) Discard(statement.Operation, value);
        }
        else if (operation is IReturnOperation { Kind: OperationKind.YieldReturn, ReturnedValue: { } yielded })
        {
            Use(UseKind.Returned, yielded, Evaluate(yielded));
        }
        else
        {
            Evaluate(operation);
        }
        return _isOneOfSeveral ? Fork(_state) : [_state];
    }

    /// <summary>Evaluates a value that decides a branch or is returned.</summary>
    public FlowValue Evaluate(IOperation operation, ref FlowState state)
    {
        _state = state;
        var value = Evaluate(operation);
        state = _state;
        return frame.IsCalled ? ChoiceValue.Map(value, WithProperties) : value;
    }

    /// <summary>Whether something is, or by its type may be, a pipeline.</summary>
    public bool IsPipeline(IOperation operation, FlowValue value) =>
        ChoiceValue.Each(value).Any(v => v is PipelineValue) || context.Symbols.TypeOf(operation.Type) is PipelineType.Estimator or PipelineType.Transformer;

    private FlowValue Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true } constant) return new ConstantValue(constant.Value);
        return operation switch
        {
            IConversionOperation conversion => Convert(conversion),
            IFlowCaptureOperation capture => Capture(capture),
            IFlowCaptureReferenceOperation reference => _state.Find(reference.Id) ?? FlowValue.Unknown,
            ISimpleAssignmentOperation assignment => Assign(assignment.Target, Evaluate(assignment.Value), assignment.Value),
            ICompoundAssignmentOperation compound => Assign(compound.Target, ConstantMath.Binary(compound.OperatorKind, Evaluate(compound.Target), Evaluate(compound.Value)), compound.Value),
            IIncrementOrDecrementOperation increment => Assign(increment.Target, ConstantMath.Step(increment.Kind, Evaluate(increment.Target)), increment.Target),
            IDeconstructionAssignmentOperation deconstruction => Deconstruct(deconstruction),
            ILocalReferenceOperation local => Read(local.Local, local),
            IParameterReferenceOperation parameter => Read(parameter.Parameter, parameter),
            IFieldReferenceOperation field => ReadField(field),
            IPropertyReferenceOperation property => ReadProperty(property),
            IInvocationOperation invocation => Invoke(invocation),
            IObjectCreationOperation creation => Create(creation),
            IArrayCreationOperation { Initializer: { } initializer } => Collect(initializer.ElementValues),
            ICollectionExpressionOperation collection => Collect(collection.Elements),
            IBinaryOperation { OperatorMethod: null } binary => ConstantMath.Binary(binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand)),
            IUnaryOperation { OperatorMethod: null } unary => ConstantMath.Unary(unary.OperatorKind, Evaluate(unary.Operand)),
            IInterpolatedStringOperation text => Interpolate(text),
            IIsNullOperation test => ChoiceValue.Map(Evaluate(test.Operand), IsNull),
            IIsPatternOperation match => Match(match),
            IAwaitOperation await => Evaluate(await.Operation),
            IFlowAnonymousFunctionOperation lambda => Follow(lambda),
            _ => EvaluateParts(operation),
        };
    }

    // Nothing is known of the whole; a pipeline among its parts is out of sight from here on.
    private FlowValue EvaluateParts(IOperation operation)
    {
        foreach (var part in operation.ChildOperations) Use(UseKind.Passed, part, Evaluate(part));
        return FlowValue.Unknown;
    }

    private FlowValue Convert(IConversionOperation conversion)
    {
        var value = Evaluate(conversion.Operand);
        if (conversion.OperatorMethod is null) return conversion.Type is { } type ? ChoiceValue.Map(value, v => ConstantMath.Convert(type.SpecialType, v)) : value;
        Use(UseKind.Passed, conversion.Operand, value);
        return FlowValue.Unknown;
    }

    private FlowValue Match(IIsPatternOperation match)
    {
        var value = Evaluate(match.Value);
        Declare(match.Pattern, value, match.Value);
        return ChoiceValue.Map(value, v => PatternTest.Matches(match.Pattern, v));
    }

    // Where the pattern matches, the variable that it declares holds the value.
    private void Declare(IPatternOperation pattern, FlowValue value, IOperation source)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                Store(declared, declared.Type, value, source);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                Store(declared, declared.Type, value, source);
                break;
            case INegatedPatternOperation negated:
                Declare(negated.Pattern, value, source);
                break;
            case IBinaryPatternOperation both:
                Declare(both.LeftPattern, value, source);
                Declare(both.RightPattern, value, source);
                break;
        }
    }

    private FlowValue Capture(IFlowCaptureOperation capture)
    {
        _captured[capture.Id] = capture.Value;
        var value = Evaluate(capture.Value);
        Set(capture.Id, value);
        return value;
    }

    private FlowValue Interpolate(IInterpolatedStringOperation text)
    {
        FlowValue whole = new ConstantValue("");
        foreach (var part in text.Parts)
        {
            var value = part switch
            {
                IInterpolatedStringTextOperation literal => Evaluate(literal.Text),
                IInterpolationOperation { Alignment: null, FormatString: null } hole => Evaluate(hole.Expression),
                _ => FlowValue.Unknown,
            };
            whole = ConstantMath.Binary(BinaryOperatorKind.Add, whole, value);
        }
        return whole;
    }

    private FlowValue Collect(ImmutableArray<IOperation> elements)
    {
        ImmutableArray<FlowValue> values = [.. elements.Select(Evaluate)];
        if (values.Length <= FlowLimits.Elements && elements.All(e => e is not ISpreadOperation)) return new ArrayValue(values);
        for (int i = 0; i < values.Length; i++) Use(UseKind.Stored, elements[i], values[i]);
        return FlowValue.Unknown;
    }

    private static FlowValue IsNull(FlowValue value) => value switch
    {
        ConstantValue constant => new ConstantValue(constant.Value is null, constant.FromCaller),
        PipelineValue or ObjectValue or ArrayValue => new ConstantValue(false),
        _ => FlowValue.Unknown,
    };

    private void Discard(IOperation operation, FlowValue value)
    {
        foreach (var alternative in ChoiceValue.Each(value))
            if (alternative is PipelineValue { FittedAt: null }) Use(UseKind.Discarded, operation, alternative);
    }

    private void Use(UseKind kind, IOperation operation, FlowValue value)
    {
        foreach (var alternative in ChoiceValue.Each(value).SelectMany(v => v is ArrayValue array ? array.Elements : [v]))
        {
            if (alternative is DataValue { Applied: not null } || IsPipeline(operation, alternative))
                context.Uses.Use(kind, frame.SiteOf(operation.Syntax), frame.LocationOf(operation.Syntax), alternative);
        }
    }

    // A path on which a slot holds one of several values becomes several paths.
    private static IReadOnlyList<FlowState> Fork(FlowState state)
    {
        foreach (var slot in state.Slots)
        {
            if (slot.Value is ChoiceValue choice) return [.. choice.Alternatives.SelectMany(v => Fork(state.With(slot.Key, v)))];
            if (slot.Value is PropertyValue { Value: ChoiceValue values } property) return [.. values.Alternatives.SelectMany(v => Fork(state.With(slot.Key, property with { Value = v })))];
        }
        return [state];
    }
}
