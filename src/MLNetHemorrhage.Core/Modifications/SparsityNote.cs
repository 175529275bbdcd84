using System.Globalization;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications;

/// <summary>Says where a step left other zeros than it was asked for, and why.</summary>
internal static class SparsityNote
{
    /// <summary>The remark; null where the zeros are those that were asked for.</summary>
    public static string? Of(double nominal, WeightMatrix before, WeightMatrix after)
    {
        long asked = (long)Math.Round(after.Count * nominal), found = after.ZeroCount;
        return found == asked ? null : string.Create(CultureInfo.InvariantCulture, $"{found} of {after.Count} weights are zero, asked were {asked}{Reason(asked, before, after)}");
    }

    private static string Reason(long asked, WeightMatrix before, WeightMatrix after)
    {
        if (after.ZeroCount < asked) return ": rows end in a group that is too short for the pattern";
        if (before.ZeroCount > 0) return string.Create(CultureInfo.InvariantCulture, $": {before.ZeroCount} were zero before");
        return $": some of the weights that stay are zero as {after.Format}";
    }
}
