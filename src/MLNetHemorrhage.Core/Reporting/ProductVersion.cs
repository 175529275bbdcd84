using System.Reflection;

namespace MLNetHemorrhage.Reporting;

/// <summary>The version that reports name, so that a number can be traced to the code that measured it.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
