using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Tests;

/// <summary>What test sources compile against: the framework, ML.NET (or its stand-in) and the product; read once.</summary>
internal static class References
{
    private static readonly string[] ProductNames = ["MLNetHemorrhage", "MLNetHemorrhage.Core", "Microsoft.ML", "Microsoft.ML.Core", "Microsoft.ML.Data", "Microsoft.ML.DataView"];

    /// <summary>ML.NET and the product.</summary>
    public static IReadOnlyList<MetadataReference> Product { get; } =
    [
        .. ProductNames.Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll")).Where(File.Exists).Select(p => MetadataReference.CreateFromFile(p)),
    ];

    public static IReadOnlyList<MetadataReference> Framework { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];
}
