using System.Globalization;
using System.Reflection;

namespace Microsoft.ML.StandIn.Tests.Surface;

/// <summary>Parameters, their defaults and type constraints as C# writes them.</summary>
internal static class Parameters
{
    public static string Of(MethodBase method) => Of(method.GetParameters());

    public static string Of(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Of));

    public static string Constraints(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var constraints = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            constraints.Add("class");
        constraints.AddRange(parameter.GetGenericParameterConstraints().Select(TypeName.Of));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            constraints.Add("new()");
        return constraints.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", constraints)}" : "";
    }

    private static string Of(ParameterInfo parameter)
    {
        var prefix = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        var type = parameter.ParameterType;
        return $"{prefix}{TypeName.Of(type.IsByRef ? type.GetElementType()! : type)} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
            return "";
        return " = " + parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsGenericParameter ? "default" : "null",
            bool value => value ? "true" : "false",
            '\t' => "'\\t'",
            double.NegativeInfinity => "-Infinity",
            double.PositiveInfinity => "Infinity",
            Enum value => $"{TypeName.Of(value.GetType())}.{value}",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }
}
