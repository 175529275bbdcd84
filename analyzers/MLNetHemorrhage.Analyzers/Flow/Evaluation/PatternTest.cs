using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Decides the patterns of <c>switch</c> and <c>is</c> for values that are known.</summary>
internal static class PatternTest
{
    public static FlowValue Matches(IPatternOperation pattern, FlowValue value) =>
        Decide(pattern, value) is { } decided ? new ConstantValue(decided) : FlowValue.Unknown;

    private static bool? Decide(IPatternOperation pattern, FlowValue value) => pattern switch
    {
        IDiscardPatternOperation => true,
        IDeclarationPatternOperation { MatchesNull: true } => true,
        IDeclarationPatternOperation { MatchedType: { } type } => IsOf(type.SpecialType, value),
        ITypePatternOperation { MatchedType: { } type } => IsOf(type.SpecialType, value),
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true, MatchedType: { } type } => IsOf(type.SpecialType, value),
        IConstantPatternOperation constant when constant.Value.ConstantValue is { HasValue: true, Value: var expected } => Compare(BinaryOperatorKind.Equals, value, expected),
        IRelationalPatternOperation relation when relation.Value.ConstantValue is { HasValue: true, Value: var bound } => Compare(relation.OperatorKind, value, bound),
        INegatedPatternOperation negated => !Decide(negated.Pattern, value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => Decide(either.LeftPattern, value) | Decide(either.RightPattern, value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => Decide(both.LeftPattern, value) & Decide(both.RightPattern, value),
        _ => null,
    };

    private static bool? IsOf(SpecialType type, FlowValue value) => (value as ConstantValue)?.Value switch
    {
        double => type == SpecialType.System_Double,
        float => type == SpecialType.System_Single,
        string => type == SpecialType.System_String,
        bool => type == SpecialType.System_Boolean,
        _ => null,
    };

    private static bool? Compare(BinaryOperatorKind kind, FlowValue value, object? expected) =>
        ConstantMath.Binary(kind, value, new ConstantValue(expected)) is ConstantValue { Value: bool result } ? result : null;
}
