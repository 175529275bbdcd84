using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Microsoft.ML.StandIn.Tests.Surface;

/// <summary>Public types and members written as the list writes them, without what does not change how they are used.</summary>
internal static partial class Signature
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Declaration(Type type)
    {
        var kind = typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        return $"{type.Namespace} {kind} {TypeName.Of(type)}";
    }

    public static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
            return [];
        var inherited = type.BaseType?.GetInterfaces().ToHashSet() ?? [];
        var direct = type.GetInterfaces().Where(i => i.IsPublic && !inherited.Contains(i)).ToArray();
        var bases = direct.Where(i => !direct.Any(other => other != i && other.GetInterfaces().Contains(i)));
        var parent = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? [b] : Array.Empty<Type>();
        return parent.Concat(bases).Select(TypeName.Of);
    }

    public static string[] Members(Type type)
    {
        if (type.IsEnum)
            return [.. Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)},")];
        if (typeof(Delegate).IsAssignableFrom(type))
            return [$"delegate {Method(type.GetMethod("Invoke")!).Replace("Invoke", TypeName.Of(type), StringComparison.Ordinal)}"];
        return [.. type.GetMembers(Declared).SelectMany(Member).Select(Normalize).Distinct()];
    }

    /// <summary>A line without access and the modifiers that callers cannot see.</summary>
    public static string Normalize(string line) => Modifiers().Replace(line, "");

    private static IEnumerable<string> Member(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when Visible(constructor) => [$"{Access(constructor)}{member.DeclaringType!.Name.Split('`')[0]}({Parameters.Of(constructor)});"],
        FieldInfo { IsPublic: true } field => [$"{(field.IsStatic ? "static " : "")}{TypeName.Of(field.FieldType)} {field.Name};"],
        PropertyInfo property when Visible(property.GetMethod) || Visible(property.SetMethod) => [Property(property)],
        EventInfo @event when Visible(@event.AddMethod) => [$"event {TypeName.Of(@event.EventHandlerType!)} {@event.Name};"],
        MethodInfo { IsSpecialName: false } method when Visible(method) => [Method(method)],
        _ => [],
    };

    private static string Property(PropertyInfo property)
    {
        var name = property.GetIndexParameters() is { Length: > 0 } index ? $"this[{Parameters.Of(index)}]" : property.Name;
        var accessor = (property.GetMethod ?? property.SetMethod)!;
        var get = Visible(property.GetMethod) ? "get; " : "";
        var set = Visible(property.SetMethod) ? "set; " : "";
        return $"{Access(accessor)}{(accessor.IsStatic ? "static " : "")}{TypeName.Of(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeName.Of))}>" : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "";
        var constraints = string.Concat(method.IsGenericMethod ? method.GetGenericArguments().Select(Parameters.Constraints) : []);
        return $"{Access(method)}{(method.IsStatic ? "static " : "")}{TypeName.Of(method.ReturnType)} {method.Name}{generic}({extension}{Parameters.Of(method)}){constraints};";
    }

    private static bool Visible(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    [GeneratedRegex(@"^(?:public )?(?<p>protected )?(?:(?:abstract|virtual|override|sealed|readonly|new) )*|(?<=static )readonly |(?<=protected )(?:abstract|virtual|override) ")]
    private static partial Regex Modifiers();
}
