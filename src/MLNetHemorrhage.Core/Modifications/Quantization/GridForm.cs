namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>Where zero and the ends of a grid are.</summary>
internal enum GridForm
{
    /// <summary>Zero on the level in the middle, the largest |w| on the highest level; the lowest level is beyond -max|w|.</summary>
    Symmetric,

    /// <summary>From the smallest to the largest weight, zero included and exactly on a level.</summary>
    Asymmetric,

    /// <summary>From the smallest to the largest weight; zero, where it is between them, exactly on a level.</summary>
    Range,

    /// <summary>Zero on the level in the middle, from -max|w| to max|w| with 2^bits - 1 steps: the published GPTQ code, for comparison with it.</summary>
    PublishedSymmetric,
}
