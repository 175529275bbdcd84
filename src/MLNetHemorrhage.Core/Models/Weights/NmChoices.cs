using System.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>All ways to hold N of the inputs of a group, numbered: patterns of one bit for each input, in rising order.</summary>
internal sealed class NmChoices(NmShape shape)
{
    private readonly ushort[] _whole = All(shape.Group, shape.Kept);
    private readonly ushort[] _rest = All(shape.Rest, shape.KeptOfRest);

    /// <summary>The choices of a group; that of a number is at its place.</summary>
    public ReadOnlySpan<ushort> Of(int group) => group < shape.WholeGroups ? _whole : _rest;

    /// <summary>The binomial coefficient: how many choices there are.</summary>
    public static int Count(int length, int kept)
    {
        int count = 1;
        for (int i = 1; i <= kept; i++) count = count * (length - kept + i) / i;
        return count;
    }

    private static ushort[] All(int length, int kept)
    {
        var patterns = new ushort[Count(length, kept)];
        int next = 0;
        for (uint pattern = 0; pattern < 1u << length; pattern++)
            if (BitOperations.PopCount(pattern) == kept) patterns[next++] = (ushort)pattern;
        return patterns;
    }
}
