using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Rules;

/// <summary>A variable that is named as the share that is kept, given for the one that is removed, or the reverse.</summary>
internal static class ShareNames
{
    private static readonly ImmutableHashSet<string> Kept = ["keep", "kept", "retain", "retained", "remaining", "density", "preserve", "preserved"];
    private static readonly ImmutableHashSet<string> Removed = ["sparsity", "remove", "removed", "prune", "pruned", "drop", "dropped", "discard", "discarded"];

    /// <summary>The finding, for the first step; null where names and parameter agree or say nothing.</summary>
    public static Finding? Check(PipelineStep step)
    {
        if (step.Strength is not { IsDefault: false, IsDerived: false, Name: "sparsity" or "ratio" or "keep" } share || NameAt(share.Location) is not { } name) return null;
        var words = Words(name);
        bool isKept = words.Any(Kept.Contains), isRemoved = words.Any(Removed.Contains);
        bool expectsKept = share.Name == "keep";
        if (isKept == isRemoved || isKept == expectsKept) return null;
        return RuleTable.KeptForRemoved.Find(
            0, step.Text(), share.Name, expectsKept ? "kept" : "removed", $"{name}, by its name the {(isKept ? "kept" : "removed")} share", $"1 - {name}, or rename it");
    }

    private static string? NameAt(Location location) => location.SourceTree?.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true) switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    // keepShare, KeepShare, keep_share and KEEP_SHARE are two words.
    private static IEnumerable<string> Words(string name)
    {
        int start = 0;
        for (int i = 1; i <= name.Length; i++)
        {
            bool ends = i == name.Length || name[i] == '_' || char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (!ends) continue;
            yield return name.Substring(start, i - start).Trim('_').ToLowerInvariant();
            start = i;
        }
    }
}
