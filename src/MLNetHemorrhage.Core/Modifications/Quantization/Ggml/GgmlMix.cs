using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights.Ggml;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>Which matrices the mixes give a format of more bits: llama.cpp's rules for the llama architecture (llama-quantize, February 2025).</summary>
internal static class GgmlMix
{
    private const int FewGroups = 4, LargestBlocks = 80;

    /// <summary>The format of a linear layer of a block.</summary>
    /// <param name="type">The type; one that is no mix gives every layer the same.</param>
    /// <param name="role">Which layer.</param>
    /// <param name="block">Of which block.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="headsPerGroup">Query heads for each key-value head.</param>
    public static BlockFormat FormatOf(GgmlType type, LinearRole role, int block, int blocks, int headsPerGroup) => type.IsMix()
        ? role switch
        {
            LinearRole.Value => OfValue(type, block, blocks, headsPerGroup),
            LinearRole.Output => OfOutput(type),
            LinearRole.Down => OfDown(type, block, blocks),
            _ => type.Base(),
        }
        : type.Base();

    /// <summary>The format of the head, or of the embedding that serves as one; rows that no K format fits have Q8_0.</summary>
    public static BlockFormat OfHead(GgmlType type, int columns) => !type.IsMix() ? type.Base()
        : columns % type.Base().BlockLength == 0 ? BlockFormats.Q6K
        : BlockFormats.Q80;

    /// <summary>What takes the place of a format whose blocks are too long for the rows; null where there is none.</summary>
    public static BlockFormat? Fallback(BlockFormat format) =>
        format == BlockFormats.Q2K || format == BlockFormats.Q3K || format == BlockFormats.Iq4Xs ? BlockFormats.Iq4Nl
        : format == BlockFormats.Q4K ? BlockFormats.Q50
        : format == BlockFormats.Q5K ? BlockFormats.Q51
        : format == BlockFormats.Q6K ? BlockFormats.Q80
        : null;

    private static BlockFormat OfValue(GgmlType type, int block, int blocks, int headsPerGroup)
    {
        var format = type switch
        {
            GgmlType.Q2_K_S => headsPerGroup >= FewGroups ? BlockFormats.Q4K : BlockFormats.Q2K,
            GgmlType.Q2_K_M => headsPerGroup >= FewGroups ? BlockFormats.Q4K : BlockFormats.Q3K,
            GgmlType.Q3_K_M => block < 2 ? BlockFormats.Q5K : BlockFormats.Q4K,
            GgmlType.Q3_K_L => BlockFormats.Q5K,
            GgmlType.Q4_K_S => block < 4 ? BlockFormats.Q5K : BlockFormats.Q4K,
            GgmlType.Q4_K_M or GgmlType.Q5_K_M when GetsMoreBits(block, blocks) => BlockFormats.Q6K,
            _ => type.Base(),
        };
        // The largest models have few value weights.
        return blocks == LargestBlocks && (format == BlockFormats.Q3K || format == BlockFormats.Q4K) ? BlockFormats.Q5K : format;
    }

    private static BlockFormat OfOutput(GgmlType type) => type switch
    {
        GgmlType.Q2_K_M => BlockFormats.Q3K,
        GgmlType.Q3_K_M => BlockFormats.Q4K,
        GgmlType.Q3_K_L => BlockFormats.Q5K,
        _ => type.Base(),
    };

    private static BlockFormat OfDown(GgmlType type, int block, int blocks) => type switch
    {
        GgmlType.Q2_K_S when block < blocks / 8 => BlockFormats.Q4K,
        GgmlType.Q2_K_M => BlockFormats.Q3K,
        GgmlType.Q3_K_M => block < blocks / 16 ? BlockFormats.Q5K : BlockFormats.Q4K,
        GgmlType.Q3_K_L => BlockFormats.Q5K,
        GgmlType.Q4_K_S when block < blocks / 8 => BlockFormats.Q5K,
        GgmlType.Q4_K_M or GgmlType.Q5_K_M when GetsMoreBits(block, blocks) => BlockFormats.Q6K,
        _ => type.Base(),
    };

    // The first and the last eighth, and every third of the others.
    private static bool GetsMoreBits(int block, int blocks) => block < blocks / 8 || block >= 7 * blocks / 8 || (block - blocks / 8) % 3 == 2;
}
