using System.Globalization;

namespace MLNetHemorrhage.Thresholds;

/// <summary>N:M patterns, which keep N of every M weights, beside the shares that they remove.</summary>
internal static class Patterns
{
    /// <summary>The parameter of recipes.</summary>
    public const string Parameter = "pattern";

    /// <summary>N and M; null where the text is no pattern.</summary>
    public static (int Kept, int Group)? Parse(string? text) =>
        text?.Split(':') is { Length: 2 } parts
        && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int kept)
        && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int group)
        && kept > 0 && kept < group ? (kept, group) : null;

    /// <summary>The removed share 1 - N/M; null where the text is no pattern.</summary>
    public static double? ShareOf(string? text) => Parse(text) is var (kept, group) ? (double)(group - kept) / group : null;

    /// <summary>The pattern of M weights that removes most within a share; null where the least that one removes is more.</summary>
    public static string? Within(int group, double share)
    {
        int kept = (int)Math.Ceiling(group * (1 - share - Strengths.Resolution));
        return kept < group ? FormattableString.Invariant($"{kept}:{group}") : null;
    }
}
