using System.Diagnostics.CodeAnalysis;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// How llama.cpp's files hold weights: a block format of ggml for every matrix, or a mix, which gives some matrices a format of more bits.
/// Formats with "K" in their name need rows of a multiple of 256 weights, the others of 32. Names are ggml's.
/// </summary>
[SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "These are ggml's names.")]
public enum GgmlType
{
    /// <summary>4 bits and a scale, 4.5 bits per weight.</summary>
    Q4_0,

    /// <summary>4 bits, a scale and a minimum, 5 bits per weight.</summary>
    Q4_1,

    /// <summary>5 bits and a scale, 5.5 bits per weight.</summary>
    Q5_0,

    /// <summary>5 bits, a scale and a minimum, 6 bits per weight.</summary>
    Q5_1,

    /// <summary>8 bits and a scale, 8.5 bits per weight.</summary>
    Q8_0,

    /// <summary>2 bits, scales and minimums in two levels, 2.625 bits per weight.</summary>
    Q2_K,

    /// <summary>3 bits, scales in two levels, 3.4375 bits per weight.</summary>
    Q3_K,

    /// <summary>4 bits, scales and minimums in two levels, 4.5 bits per weight.</summary>
    Q4_K,

    /// <summary>5 bits, scales and minimums in two levels, 5.5 bits per weight.</summary>
    Q5_K,

    /// <summary>6 bits, scales in two levels, 6.5625 bits per weight.</summary>
    Q6_K,

    /// <summary>4 bits that number a codebook, and a scale, 4.5 bits per weight.</summary>
    IQ4_NL,

    /// <summary>4 bits that number a codebook, scales in two levels, 4.25 bits per weight.</summary>
    IQ4_XS,

    /// <summary>A mix: Q2_K, with Q4_K for the value projections of models with few key-value heads and the first down projections.</summary>
    Q2_K_S,

    /// <summary>A mix: Q2_K, with Q3_K or Q4_K for value, output and down projections; llama.cpp calls it Q2_K.</summary>
    Q2_K_M,

    /// <summary>A mix: Q3_K for all but the head.</summary>
    Q3_K_S,

    /// <summary>A mix: Q3_K, with Q4_K or Q5_K for value, output and down projections.</summary>
    Q3_K_M,

    /// <summary>A mix: Q3_K, with Q5_K for value, output and down projections.</summary>
    Q3_K_L,

    /// <summary>A mix: Q4_K, with Q5_K for the value and down projections of the first blocks.</summary>
    Q4_K_S,

    /// <summary>A mix: Q4_K, with Q6_K for the value and down projections of about half of the blocks.</summary>
    Q4_K_M,

    /// <summary>A mix: Q5_K for all but the head.</summary>
    Q5_K_S,

    /// <summary>A mix: Q5_K, with Q6_K for the value and down projections of about half of the blocks.</summary>
    Q5_K_M,
}
