using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Stores values in variables and in properties of options; what is stored elsewhere is out of sight.</summary>
internal sealed partial class OperationEvaluator
{
    private FlowValue Assign(IOperation target, FlowValue value, IOperation source)
    {
        switch (target)
        {
            case IFlowCaptureReferenceOperation reference when _captured.TryGetValue(reference.Id, out var captured):
                return Assign(captured, value, source);
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value, source);
            case ILocalReferenceOperation { IsDeclaration: var _ } local when local.Local.RefKind == RefKind.None:
                Store(local.Local, local.Local.Type, value, source);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                Store(parameter.Parameter, parameter.Parameter.Type, value, source);
                break;
            case IPropertyReferenceOperation { Instance: { } instance } property when Evaluate(instance) is ObjectValue made:
                SetProperty(made, property.Property.Name, value, source);
                break;
            case IDiscardOperation:
                Discard(source, value);
                break;
            case IFieldReferenceOperation field when frame.IsCalled && IsInitializer(field.Field):
                Initialized.Add(value);
                break;
            case IPropertyReferenceOperation property when frame.IsCalled && IsInitializer(property.Property):
                Initialized.Add(value);
                break;
            default:
                Use(UseKind.Stored, source, value);
                Forget(value);
                if (target is IPropertyReferenceOperation { Instance.Type: INamedTypeSymbol type, Property: var set } && context.Symbols.MarkedProperties(type).ContainsKey(set.Name)) ForgetProperty(set.Name);
                if (target is IMemberReferenceOperation { Member: { } written }) ForgetMembers(written);
                foreach (var part in target.ChildOperations) Forget(Evaluate(part) as ArrayValue);
                break;
        }
        return value;
    }

    private void Store(ISymbol variable, ITypeSymbol type, FlowValue value, IOperation source)
    {
        ForgetMembers(variable);
        if (!body.Facts.Follows(variable, type))
        {
            _state = _state.Without(variable);
            if (!body.Facts.IsStable(variable)) Use(UseKind.Stored, source, value);
            return;
        }
        Set(variable, value);
        if (body.Facts.IsStable(variable)) context.Remember(variable, value);
    }

    private void SetProperty(ObjectValue made, string property, FlowValue value, IOperation source)
    {
        if (context.Symbols.MarkedProperties(made.Type).ContainsKey(property))
        {
            _isOneOfSeveral |= value is ChoiceValue;
            _state = _state.With(new PropertySlot(made.Site, property), new PropertyValue(value, LocationOfArgument(source)));
        }
        else
        {
            Use(UseKind.Stored, source, value);
        }
    }

    // An object that is not known may be one of those that are.
    private void ForgetProperty(string name)
    {
        foreach (var slot in _state.Slots)
            if (slot.Key is PropertySlot property && property.Property == name && slot.Value is PropertyValue known) _state = _state.With(slot.Key, known with { Value = FlowValue.Unknown });
    }

    // No slot and an unknown value say the same; one form of it keeps equal states equal. Captures stay, so that their uses find them.
    private void Set(object slot, FlowValue value)
    {
        if (value is ObjectValue { Returned: { } properties } made)
        {
            foreach (var property in properties) _state = _state.With(new PropertySlot(made.Site, property.Key), property.Value);
            value = made with { Returned = null };
        }
        _isOneOfSeveral |= value is ChoiceValue;
        _state = value == FlowValue.Unknown && slot is not ISymbol ? _state.Without(slot) : _state.With(slot, value);
    }

    private FlowValue Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        var target = deconstruction.Target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : deconstruction.Target as ITupleOperation;
        var source = Unconverted(deconstruction.Value) as ITupleOperation;
        if (target is null || source is null || target.Elements.Length != source.Elements.Length)
        {
            Use(UseKind.Stored, deconstruction.Value, Evaluate(deconstruction.Value));
            foreach (var part in deconstruction.Target.DescendantsAndSelf())
                if (part is ILocalReferenceOperation or IParameterReferenceOperation) Assign(part, FlowValue.Unknown, deconstruction.Value);
            return FlowValue.Unknown;
        }
        var values = source.Elements.Select(Evaluate).ToList();
        for (int i = 0; i < values.Count; i++) Assign(target.Elements[i], values[i], source.Elements[i]);
        return FlowValue.Unknown;
    }

    // What a variable or a member was, or belonged to, is something else now: assumptions about it, and the data that it held.
    private void ForgetMembers(ISymbol written) => _state = _state.Without(slot => slot is DataIdentity place && place.Mentions(written)).WithoutData(data => data.Mentions(written));

    private bool IsInitializer(ISymbol member) => SymbolEqualityComparer.Default.Equals(member, frame.Method);

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion) operation = conversion.Operand;
        return operation;
    }

    // An argument that was handed through from the body under analysis stands there.
    private Location LocationOfArgument(IOperation value) =>
        Unconverted(value) is IParameterReferenceOperation parameter && frame.ArgumentLocation(parameter.Parameter) is { } location ? location : frame.LocationOf(value.Syntax);
}
