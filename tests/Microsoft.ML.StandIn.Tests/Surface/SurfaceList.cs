using System.Text.RegularExpressions;

namespace Microsoft.ML.StandIn.Tests.Surface;

/// <summary>The public surface of the real package as its list says it.</summary>
internal sealed partial class SurfaceList
{
    private readonly string _text;

    private SurfaceList(string text) => _text = text;

    /// <summary>Members and bases by "namespace kind Name".</summary>
    public Dictionary<string, (HashSet<string> Members, HashSet<string> Bases)> Types { get; } = [];

    public static SurfaceList Read()
    {
        using var stream = new StreamReader(typeof(SurfaceList).Assembly.GetManifestResourceStream("surface.md")!);
        var list = new SurfaceList(stream.ReadToEnd());
        foreach (Match type in TypeBlock().Matches(list._text))
        {
            var members = type.Groups["members"].Value.Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line is not "{" and not "}" && !line.StartsWith("//", StringComparison.Ordinal))
                .Select(Signature.Normalize);
            list.Types.Add($"{type.Groups["namespace"]} {type.Groups["kind"]} {Variance().Replace(type.Groups["name"].Value, "")}", ([.. members], [.. BasesOf(type.Groups["rest"].Value)]));
        }
        foreach (Match type in DelegateLine().Matches(list._text))
            list.Types.Add($"{type.Groups["namespace"]} delegate {type.Groups["name"]}", ([Signature.Normalize(type.Groups["signature"].Value)], []));
        return list;
    }

    /// <summary>Whether a type without an entry of its own appears in a signature.</summary>
    public bool Mentions(Type type) => _text.Contains($" {type.Name.Split('`')[0]}<", StringComparison.Ordinal);

    /// <summary>The transformers that the list derives from OneToOneTransformerBase are transformers.</summary>
    private static IEnumerable<string> BasesOf(string rest)
    {
        var bases = WhereClause().Replace(rest, "").TrimStart(' ', ':');
        return Separator().Split(bases).Select(b => b.Trim() == "OneToOneTransformerBase" ? "ITransformer" : b.Trim());
    }

    [GeneratedRegex(@"^// (?<namespace>[\w.]+) \(.*\)\npublic (?:(?:abstract|sealed|static) )*(?<kind>class|struct|interface|enum) (?<name>[\w.]+(?:<[^>]*>)?)(?<rest>.*)\n\{(?<members>[^}]*(?:\{[^}\n]*\}[^}]*)*)\n\}", RegexOptions.Multiline)]
    private static partial Regex TypeBlock();

    [GeneratedRegex(@"^public (?<signature>delegate \w+ (?<name>\w+<\w+>)\(.*\);)\s+// (?<namespace>[\w.]+),", RegexOptions.Multiline)]
    private static partial Regex DelegateLine();

    [GeneratedRegex("(?<=[<,] ?)(?:in|out) ")]
    private static partial Regex Variance();

    [GeneratedRegex(" where .*")]
    private static partial Regex WhereClause();

    [GeneratedRegex(@",(?![^<]*>)")]
    private static partial Regex Separator();
}
