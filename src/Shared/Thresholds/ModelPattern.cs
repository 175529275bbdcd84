namespace MLNetHemorrhage.Thresholds;

/// <summary>Which records hold for a model.</summary>
internal static class ModelPattern
{
    /// <summary>How closely a record's model fits: 3 as a setting, 2 by hash, 1 by name, 0 as one for all models; null where it does not hold.</summary>
    public static int? Fit(TableRecord record, ThresholdContext context)
    {
        if (record.IsSetting) return 3;
        if (record.Sha256 is { } expected && context.Sha256 is { } found) return string.Equals(expected, found, StringComparison.OrdinalIgnoreCase) ? 2 : null;
        bool isForAll = record.Model == TableRecord.AnyModel;
        if (isForAll) return record.Sha256 is null ? 0 : null;
        return Matches(record.Model, LastSegment(context.Model)) ? 1 : null;
    }

    /// <summary>Whether a record was made for this model, rather than for all of them.</summary>
    public static bool IsOwn(TableRecord record, ThresholdContext context) => Fit(record, context) > 0;

    /// <summary>The last segment of a path of either kind of slash.</summary>
    public static string LastSegment(string path)
    {
        string trimmed = path.TrimEnd('/', '\\');
        return trimmed.Substring(trimmed.LastIndexOfAny(['/', '\\']) + 1);
    }

    /// <summary>Whether <c>*</c> (any characters) and <c>?</c> (one character) of a pattern can stand for a name; case is ignored.</summary>
    public static bool Matches(string pattern, string name)
    {
        // On a mismatch the last star takes one character more.
        int p = 0, n = 0, star = -1, starName = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, starName) = (p++, n);
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(name[n]))) (p, n) = (p + 1, n + 1);
            else if (star >= 0) (p, n) = (star + 1, ++starName);
            else return false;
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }
}
