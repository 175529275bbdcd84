using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>Arithmetic on what callers hand in and variables hold; what the compiler folds itself does not come here.</summary>
internal static class ConstantMath
{
    public static FlowValue Binary(BinaryOperatorKind kind, FlowValue left, FlowValue right) => ChoiceValue.Map(left, right, (l, r) => (l, r) switch
    {
        (ConstantValue a, ConstantValue b) when Compute(kind, a.Value, b.Value) is { } result => new ConstantValue(result, a.FromCaller || b.FromCaller),
        (PipelineValue or ObjectValue or ArrayValue, ConstantValue { Value: null }) or (ConstantValue { Value: null }, PipelineValue or ObjectValue or ArrayValue) => AgainstNull(kind),
        _ => FlowValue.Unknown,
    });

    public static FlowValue Unary(UnaryOperatorKind kind, FlowValue operand) => ChoiceValue.Map(operand, v => v is ConstantValue constant ? (kind, constant.Value) switch
    {
        (UnaryOperatorKind.Not, bool value) => constant with { Value = !value },
        (UnaryOperatorKind.Minus, int value) => constant with { Value = unchecked(-value) },
        (UnaryOperatorKind.Minus, double value) => constant with { Value = -value },
        (UnaryOperatorKind.Minus, float value) => constant with { Value = -value },
        (UnaryOperatorKind.Plus, int or double or float) => constant,
        _ => FlowValue.Unknown,
    } : FlowValue.Unknown);

    public static FlowValue Step(OperationKind kind, FlowValue value) =>
        Binary(kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract, value, new ConstantValue(1));

    public static FlowValue Convert(SpecialType type, FlowValue value)
    {
        if (value is not ConstantValue { Value: { } known } constant || Number(known) is not { } number) return value;
        return type switch
        {
            SpecialType.System_Double => constant with { Value = number },
            SpecialType.System_Single => constant with { Value = (float)number },
            SpecialType.System_Int32 when Math.Abs(number) <= int.MaxValue => constant with { Value = (int)number },
            SpecialType.System_Int64 when Math.Abs(number) < long.MaxValue => constant with { Value = (long)number },
            _ => value,
        };
    }

    private static FlowValue AgainstNull(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equals => new ConstantValue(false),
        BinaryOperatorKind.NotEquals => new ConstantValue(true),
        _ => FlowValue.Unknown,
    };

    private static object? Compute(BinaryOperatorKind kind, object? left, object? right)
    {
        if (kind == BinaryOperatorKind.Add && (left is string || right is string)) return Text(left) + Text(right);
        if (left is bool p && right is bool q) return Logic(kind, p, q);
        if (left is int i && right is int j) return Whole(kind, i, j);
        if (left is not null && right is not null && Number(left) is { } x && Number(right) is { } y) return Real(kind, x, y);
        return kind switch
        {
            BinaryOperatorKind.Equals => Equals(left, right),
            BinaryOperatorKind.NotEquals => !Equals(left, right),
            _ => null,
        };
    }

    private static object? Logic(BinaryOperatorKind kind, bool left, bool right) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => left && right,
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => left || right,
        BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => left != right,
        BinaryOperatorKind.Equals => left == right,
        _ => null,
    };

    private static object? Whole(BinaryOperatorKind kind, int left, int right) => unchecked(kind switch
    {
        BinaryOperatorKind.Add => left + right,
        BinaryOperatorKind.Subtract => left - right,
        BinaryOperatorKind.Multiply => left * right,
        BinaryOperatorKind.Divide => right is 0 or -1 ? null : left / right,
        BinaryOperatorKind.Remainder => right is 0 or -1 ? null : left % right,
        _ => Real(kind, left, right),
    });

    private static object? Real(BinaryOperatorKind kind, double left, double right) => kind switch
    {
        BinaryOperatorKind.Add => left + right,
        BinaryOperatorKind.Subtract => left - right,
        BinaryOperatorKind.Multiply => left * right,
        BinaryOperatorKind.Divide => left / right,
        BinaryOperatorKind.Equals => left == right,
        BinaryOperatorKind.NotEquals => left != right,
        BinaryOperatorKind.LessThan => left < right,
        BinaryOperatorKind.LessThanOrEqual => left <= right,
        BinaryOperatorKind.GreaterThan => left > right,
        BinaryOperatorKind.GreaterThanOrEqual => left >= right,
        _ => null,
    };

    private static double? Number(object value) => value switch
    {
        double number => number,
        float number => number,
        int number => number,
        long number => number,
        short number => number,
        byte number => number,
        _ => null,
    };

    private static string Text(object? value) => string.Format(CultureInfo.InvariantCulture, "{0}", value);
}
