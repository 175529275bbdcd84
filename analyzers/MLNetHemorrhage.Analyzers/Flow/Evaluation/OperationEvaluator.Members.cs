using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Reads variables, fields and properties.</summary>
internal sealed partial class OperationEvaluator
{
    /// <summary>The slot of what a condition tests, if conditions test it again.</summary>
    public object? TestedAgain(IOperation place) => place switch
    {
        IFlowCaptureReferenceOperation reference when _captured.TryGetValue(reference.Id, out var captured) => TestedAgain(captured),
        ILocalReferenceOperation local when body.Facts.IsTestedAgain(local.Local) => local.Local,
        IParameterReferenceOperation parameter when body.Facts.IsTestedAgain(parameter.Parameter) => parameter.Parameter,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member when body.Facts.IsTestedAgain(member.Member) => IdentityOf(member),
        _ => null,
    };

    private FlowValue Read(ISymbol variable, IOperation operation) => _state.Find(variable) ?? (_state.IsCut ? FlowValue.Unknown : DataOf(operation));

    private FlowValue ReadField(IFieldReferenceOperation reference)
    {
        if (reference.Instance is { } instance) Evaluate(instance);
        if (Assumed(reference) is { } assumed) return assumed;
        return IsWorthFollowing(reference.Type) && context.Helpers.OfMember(reference.Field, context.Cancellation) is { } initializer
            ? Follow(initializer, reference.Field, reference.Syntax)
            : DataOf(reference);
    }

    private FlowValue ReadProperty(IPropertyReferenceOperation reference)
    {
        var instance = reference.Instance is { } owner ? Evaluate(owner) : FlowValue.Unknown;
        if (instance is ObjectValue made) return PropertyOf(made, reference.Property.Name)?.Value ?? FlowValue.Unknown;
        if (instance is ArrayValue elements) return reference.Property.Name == "Current" ? elements.Current : FlowValue.Unknown;
        if (Assumed(reference) is { } assumed) return assumed;
        if (IsOfNullable(reference.Property)) return ChoiceValue.Map(instance, v => OfNullable(reference.Property.Name, v));
        return IsWorthFollowing(reference.Type) && context.Helpers.OfMember(reference.Property, context.Cancellation) is { } getter
            ? Follow(getter, reference.Property, reference.Syntax)
            : DataOf(reference);
    }

    private static bool IsOfNullable(ISymbol member) => member.ContainingType?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static FlowValue OfNullable(string member, FlowValue value) => (member, value) switch
    {
        ("HasValue", ConstantValue known) => new ConstantValue(known.Value is not null, known.FromCaller),
        ("Value" or "GetValueOrDefault", ConstantValue { Value: not null }) => value,
        _ => FlowValue.Unknown,
    };

    // What an earlier condition said of a field or a property.
    private FlowValue? Assumed(IMemberReferenceOperation reference) =>
        body.Facts.IsTestedAgain(reference.Member) && IdentityOf(reference) is { } identity ? _state.Find(identity) : null;

    private PropertyValue? PropertyOf(ObjectValue made, string property) =>
        made.Returned is { } returned ? returned.TryGetValue(property, out var known) ? known : null : _state.Find(new PropertySlot(made.Site, property)) as PropertyValue;

    // An object that leaves a method takes along what its properties are.
    private FlowValue WithProperties(FlowValue value)
    {
        if (value is not ObjectValue { Returned: null } made) return value;
        var properties = ImmutableDictionary<string, PropertyValue>.Empty;
        foreach (var slot in _state.Slots)
            if (slot.Key is PropertySlot { Property: { } name } property && property.Object.Equals(made.Site) && slot.Value is PropertyValue known) properties = properties.Add(name, known);
        return made with { Returned = properties };
    }

    private bool IsWorthFollowing(ITypeSymbol? type) =>
        type is not null && (type.SpecialType != SpecialType.System_Void && Bodies.BodyFacts.IsSimple(type) && type.SpecialType != SpecialType.System_Object
            || context.Symbols.TypeOf(type) != PipelineType.None
            || type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } named && context.Symbols.MarkedProperties(named).Count > 0
            || type is IArrayTypeSymbol array && IsWorthFollowing(array.ElementType));

    private FlowValue DataOf(IOperation operation) =>
        context.Symbols.TypeOf(operation.Type) == PipelineType.Data ? new DataValue(IdentityOf(operation)) : FlowValue.Unknown;

    private DataIdentity? IdentityOf(IOperation? operation) => operation is null ? null : Unconverted(operation) switch
    {
        ILocalReferenceOperation local => new(local.Local),
        IParameterReferenceOperation parameter => new(parameter.Parameter),
        IFieldReferenceOperation field => new(field.Field, null, IdentityOf(field.Instance)),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => new(property.Property, null, IdentityOf(property.Instance)),
        IInvocationOperation invocation => new(null, frame.SiteOf(invocation.Syntax)),
        _ => null,
    };
}
