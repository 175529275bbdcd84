using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using MLNetHemorrhage.Analyzers.Tests.Flow;
using MLNetHemorrhage.Analyzers.Tests.Rules;
using MLNetHemorrhage.Tests.Robustness.Rules;

namespace MLNetHemorrhage.Analyzers.Tests.Robustness;

/// <summary>The sources of the rule tests, the shared rule cases, the samples and the tour, as whole files without marks.</summary>
internal static partial class RuleSources
{
    public static IReadOnlyList<string> All { get; } = [.. Rows(), .. Cases(), .. Files("Samples"), .. Files("Tour")];

    // The code of a row is its longest text.
    private static IEnumerable<string> Rows() =>
        from type in typeof(RuleTest).Assembly.GetTypes()
        where type.Namespace == typeof(RuleTest).Namespace
        from method in type.GetMethods()
        from row in method.GetCustomAttributes<DataRowAttribute>()
        let code = row.Data.OfType<string>().OrderByDescending(t => t.Length).First()
        select Whole(Plain(code));

    private static IEnumerable<string> Cases() => RuleCase.All.Select(c => Whole($"h.LoadLanguageModel(\"Model\", \"{c.Model}\").Append(h.Apply(\"Model\", \"Text\", \"{c.Steps}\")).Fit(train);"));

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);

    // Members, where they can be read as such; else statements.
    private static string Whole(string code)
    {
        string members = FlowText.Whole(code);
        return CSharpSyntaxTree.ParseText(members).GetDiagnostics().Any() ? FlowText.Whole($"void M() {{ {code} }}") : members;
    }

    private static string Plain(string code) => Mark().Replace(code, "")
        .Replace("‹1›", "h.Prune(sparsity: 0.9)", StringComparison.Ordinal).Replace("‹2›", "h.Quantize(bits: 2)", StringComparison.Ordinal)
        .Replace('@', '1').Replace("#", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\|[\w#]*:|\|\}|‹(?![12]›)|(?<!‹[12])›")]
    private static partial Regex Mark();
}
