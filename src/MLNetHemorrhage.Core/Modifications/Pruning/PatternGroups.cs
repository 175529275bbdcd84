namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Marks the smallest scores of every group of a pattern, of equal ones those that come first.</summary>
internal static class PatternGroups
{
    public static void Mark(KeepPattern pattern, SelectionRule rule, ReadOnlySpan<double> scores, Span<bool> marks)
    {
        for (int start = 0; start < scores.Length; start += pattern.Group)
        {
            int length = Math.Min(pattern.Group, scores.Length - start);
            MarkSmallest(scores.Slice(start, length), Removed(pattern, rule, length), marks.Slice(start, length));
        }
    }

    /// <summary>Weights removed from a group of so many inputs.</summary>
    public static int Removed(KeepPattern pattern, SelectionRule rule, int length) =>
        rule == SelectionRule.Exact ? pattern.RemovedOf(length) : Math.Min(length, pattern.Group - pattern.Kept);

    /// <summary>Marks so many of a group. A score's rank is how many come before it, which for groups this short beats sorting.</summary>
    public static void MarkSmallest(ReadOnlySpan<double> scores, int removed, Span<bool> marks)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            int before = 0;
            for (int j = 0; j < scores.Length; j++)
                if (scores[j] < scores[i] || scores[j] == scores[i] && j < i) before++;
            marks[i] = before < removed;
        }
    }
}
