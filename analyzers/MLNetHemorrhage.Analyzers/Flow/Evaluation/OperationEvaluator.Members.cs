using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Reads variables, fields and properties.</summary>
internal sealed partial class OperationEvaluator
{
    private FlowValue Read(ISymbol variable, IOperation operation) => _state.Find(variable) ?? (_state.IsCut ? FlowValue.Unknown : DataOf(operation));

    private FlowValue ReadField(IFieldReferenceOperation reference)
    {
        if (reference.Instance is { } instance) Evaluate(instance);
        return IsWorthFollowing(reference.Type) && context.Helpers.OfMember(reference.Field, context.Cancellation) is { } initializer
            ? Follow(initializer, reference.Field, reference.Syntax)
            : DataOf(reference);
    }

    private FlowValue ReadProperty(IPropertyReferenceOperation reference)
    {
        var instance = reference.Instance is { } owner ? Evaluate(owner) : FlowValue.Unknown;
        if (instance is ObjectValue made) return PropertyOf(made, reference.Property.Name)?.Value ?? FlowValue.Unknown;
        if (instance is ArrayValue elements) return reference.Property.Name == "Current" ? ChoiceValue.Of(elements.Elements) : FlowValue.Unknown;
        return IsWorthFollowing(reference.Type) && context.Helpers.OfMember(reference.Property, context.Cancellation) is { } getter
            ? Follow(getter, reference.Property, reference.Syntax)
            : DataOf(reference);
    }

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
        IPropertyReferenceOperation { Arguments.Length: 0 } property => new(property.Property, null, IdentityOf(property.Instance)),
        IInvocationOperation invocation => new(null, frame.SiteOf(invocation.Syntax)),
        _ => null,
    };
}
