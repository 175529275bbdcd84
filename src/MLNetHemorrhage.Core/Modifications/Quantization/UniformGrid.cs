namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>The levels 0 to 2^bits - 1 with the values scale · (level - zero level).</summary>
internal readonly record struct UniformGrid(float Scale, byte ZeroLevel, int LastLevel)
{
    /// <summary>Zero in the middle, the largest |w| on the highest level.</summary>
    public static UniformGrid Symmetric(ReadOnlySpan<float> weights, int bits)
    {
        float largest = 0;
        foreach (float w in weights) largest = Math.Max(largest, Math.Abs(w));
        int middle = 1 << (bits - 1);
        return new(NonZero(largest / (middle - 1)), (byte)middle, 2 * middle - 1);
    }

    /// <summary>From the smallest to the largest weight, zero included and exactly on a level.</summary>
    public static UniformGrid Asymmetric(ReadOnlySpan<float> weights, int bits)
    {
        float smallest = 0, largest = 0;
        foreach (float w in weights) (smallest, largest) = (Math.Min(smallest, w), Math.Max(largest, w));
        int lastLevel = (1 << bits) - 1;
        // The width in single precision, as the published code has it, which alone could overflow.
        float scale = NonZero(Math.Min(largest - smallest, float.MaxValue) / lastLevel);
        return new(scale, (byte)Math.Clamp(MathF.Round(-smallest / scale), 0, lastLevel), lastLevel);
    }

    /// <summary>The nearest level of each weight, ties to even.</summary>
    public void Round(ReadOnlySpan<float> weights, Span<byte> levels)
    {
        for (int i = 0; i < weights.Length; i++)
            levels[i] = (byte)Math.Clamp(MathF.Round(weights[i] / Scale) + ZeroLevel, 0, LastLevel);
    }

    // A group of zeros, or of weights too small to be divided, has any scale: all its levels are the zero level.
    private static float NonZero(float scale) => scale == 0 ? 1 : scale;
}
