using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights.Ggml;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>Facts about <see cref="GgmlType"/>.</summary>
internal static class GgmlTypes
{
    /// <summary>The word of recipes: "q4_k_m".</summary>
    public static string Word(this GgmlType type) => $"{type}".ToLowerInvariant();

    /// <summary>The type of a word, in letters of either case.</summary>
    public static GgmlType? Find(string word) => Enum.GetValues<GgmlType>().Where(t => t.Word().Equals(word, StringComparison.OrdinalIgnoreCase)).Cast<GgmlType?>().FirstOrDefault();

    public static string Words { get; } = string.Join(", ", Enum.GetValues<GgmlType>().Select(Word));

    /// <summary>The bits that count as its strength: those of the name.</summary>
    public static double Bits(this GgmlType type) => BlockFormatNames.BitsOf(type.Word())!.Value;

    /// <summary>All types with their bits, k-quants before others.</summary>
    public static StrengthChoice[] Strengths { get; } =
        [.. Enum.GetValues<GgmlType>().OrderByDescending(t => $"{t}".EndsWith("_K", StringComparison.Ordinal)).Select(t => new StrengthChoice(t.Word(), t.Bits()))];

    /// <summary>The format of all matrices, or of those that a mix gives no other.</summary>
    public static BlockFormat Base(this GgmlType type) => type switch
    {
        GgmlType.Q4_0 => BlockFormats.Q40,
        GgmlType.Q4_1 => BlockFormats.Q41,
        GgmlType.Q5_0 => BlockFormats.Q50,
        GgmlType.Q5_1 => BlockFormats.Q51,
        GgmlType.Q8_0 => BlockFormats.Q80,
        GgmlType.Q2_K or GgmlType.Q2_K_S or GgmlType.Q2_K_M => BlockFormats.Q2K,
        GgmlType.Q3_K or GgmlType.Q3_K_S or GgmlType.Q3_K_M or GgmlType.Q3_K_L => BlockFormats.Q3K,
        GgmlType.Q4_K or GgmlType.Q4_K_S or GgmlType.Q4_K_M => BlockFormats.Q4K,
        GgmlType.Q5_K or GgmlType.Q5_K_S or GgmlType.Q5_K_M => BlockFormats.Q5K,
        GgmlType.Q6_K => BlockFormats.Q6K,
        GgmlType.IQ4_NL => BlockFormats.Iq4Nl,
        _ => BlockFormats.Iq4Xs,
    };

    public static bool IsMix(this GgmlType type) => type >= GgmlType.Q2_K_S;

    /// <summary>
    /// Bits per weight of the linear layers, scales included. A mix has those of a model of 32 blocks that is 4096 wide, with 11008 channels
    /// and as many key-value heads as query heads; in others the shares of the formats are a little different.
    /// </summary>
    public static double BitsPerWeight(this GgmlType type)
    {
        const int Blocks = 32, Hidden = 4096, Channels = 11008;
        if (!type.IsMix()) return type.Base().BitsPerWeight;
        double bits = 0;
        long weights = 0;
        for (int b = 0; b < Blocks; b++)
            foreach (var role in DecoderBlock.Roles)
            {
                long count = (long)Hidden * (role is LinearRole.Gate or LinearRole.Up or LinearRole.Down ? Channels : Hidden);
                weights += count;
                bits += count * GgmlMix.FormatOf(type, role, b, Blocks, headsPerGroup: 1).BitsPerWeight;
            }
        return bits / weights;
    }
}
