namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>The levels 0 to <see cref="LastLevel"/> with the values scale · (level - zero level).</summary>
internal readonly record struct UniformGrid(float Scale, byte ZeroLevel, int LastLevel)
{
    /// <summary>The nearest level, ties to even.</summary>
    public byte Level(float weight) => (byte)Math.Clamp(MathF.Round(weight / Scale) + ZeroLevel, 0, LastLevel);

    /// <summary>The value of a level.</summary>
    public float Value(byte level) => Scale * (level - ZeroLevel);

    /// <summary>The nearest level of each weight.</summary>
    public void Round(ReadOnlySpan<float> weights, Span<byte> levels)
    {
        for (int i = 0; i < weights.Length; i++) levels[i] = Level(weights[i]);
    }
}
