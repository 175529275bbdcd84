using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>
/// What follows from a condition on the path that it leads to: the variable or member that it tests has a value. Conditions that are tested
/// again then agree, so that steps which exclude each other are never put into one pipeline.
/// </summary>
/// <param name="Place">What is tested.</param>
/// <param name="Value">Its value there.</param>
internal readonly record struct Assumption(IOperation Place, ConstantValue Value)
{
    /// <summary>What follows where a condition is true, or is not; null where that is nothing that can be said of one place.</summary>
    public static Assumption? Of(IOperation condition, bool isTrue)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return Of(not.Operand, !isTrue);
            case IIsNullOperation test when isTrue:
                return new(Bare(test.Operand), new(null));
            case IIsPatternOperation match:
                return OfPattern(match.Pattern, match.Value, isTrue);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                bool isEqual = isTrue == (comparison.OperatorKind == BinaryOperatorKind.Equals);
                return OfComparison(comparison.LeftOperand, comparison.RightOperand, isEqual) ?? OfComparison(comparison.RightOperand, comparison.LeftOperand, isEqual);
            default:
                return condition.Type?.SpecialType == SpecialType.System_Boolean ? new(condition, new(isTrue)) : null;
        }
    }

    private static Assumption? OfPattern(IPatternOperation pattern, IOperation value, bool isTrue) => pattern switch
    {
        INegatedPatternOperation negated => OfPattern(negated.Pattern, value, !isTrue),
        IConstantPatternOperation constant => OfComparison(value, constant.Value, isTrue),
        _ => null,
    };

    private static Assumption? OfComparison(IOperation place, IOperation value, bool isEqual) => (Bare(value).ConstantValue, isEqual) switch
    {
        ({ HasValue: true, Value: var known }, true) => new(Bare(place), new(known)),
        ({ HasValue: true, Value: bool known }, false) when Bare(place).Type?.SpecialType == SpecialType.System_Boolean => new(Bare(place), new(!known)),
        _ => null,
    };

    private static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, ConstantValue.HasValue: false } conversion) operation = conversion.Operand;
        return operation;
    }
}
