namespace MLNetHemorrhage.Thresholds;

/// <summary>
/// The names of ggml's formats and mixes beside the bits that they count as: those of the name, as for other methods, and as published tables count them. A
/// weight takes more, with its share of scales: 4.5 in q4_k.
/// </summary>
internal static class BlockFormatNames
{
    /// <summary>The parameter of recipes.</summary>
    public const string Parameter = "type";

    /// <summary>The bits: 4 of "q4_k_m" and of "iq4_nl"; null where the text is no such name.</summary>
    public static double? BitsOf(string? name)
    {
        int digit = name?.IndexOfAny(['q', 'Q']) + 1 ?? 0;
        return digit > 0 && digit < name!.Length && name[digit] is >= '2' and <= '8' ? name[digit] - '0' : null;
    }
}
