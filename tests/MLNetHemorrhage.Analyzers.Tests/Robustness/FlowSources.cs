using System.Reflection;
using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Robustness;

/// <summary>The sources of the flow tests, as whole files.</summary>
internal static class FlowSources
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. from type in new[] { typeof(ChainTests), typeof(ValueTests), typeof(PathTests), typeof(HelperTests), typeof(UseTests) }
           from method in type.GetMethods()
           from row in method.GetCustomAttributes<DataRowAttribute>()
           let code = (string)row.Data[0]!
           select FlowText.Whole(IsMembers(method) ? code : $"void M() {{ {code} }}"),
    ];

    private static bool IsMembers(MethodInfo method) => method.Name is nameof(HelperTests.Calls) or nameof(HelperTests.Members) or nameof(UseTests.Uses_outside_of_statements);
}
