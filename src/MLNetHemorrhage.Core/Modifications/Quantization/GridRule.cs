namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>How weights that share a grid get it.</summary>
internal readonly record struct GridRule(int Bits, GridForm Form, GridClip Clip, ScaleFormat Scales)
{
    private int LastLevel => (1 << Bits) - 1;

    private byte MiddleLevel => (byte)(1 << (Bits - 1));

    /// <summary>The grid of some weights, all of them finite.</summary>
    /// <param name="weights">One row after the other.</param>
    /// <param name="energies">Of the inputs of a row (<see cref="InputEnergies"/>), for <see cref="GridClip.Activation"/>; where none are given they are all the same.</param>
    public UniformGrid Of(ReadOnlySpan<float> weights, ReadOnlySpan<float> energies)
    {
        var (smallest, largest) = Ends(weights);
        return Clip == GridClip.None ? Spanning(smallest, largest) : ClipSearch.Best(this, weights, energies, smallest, largest);
    }

    /// <summary>The grid from one value to another.</summary>
    public UniformGrid Spanning(float smallest, float largest)
    {
        float reach = Math.Max(-smallest, largest);
        switch (Form)
        {
            case GridForm.Symmetric:
                return new(Held(reach / (MiddleLevel - 1)), MiddleLevel, LastLevel);
            case GridForm.PublishedSymmetric:
                return new(Held(Math.Min(2 * reach, float.MaxValue) / LastLevel), MiddleLevel, LastLevel);
            default:
                // The width in single precision, as the published code has it, which alone could overflow.
                float scale = Held(Math.Min(largest - smallest, float.MaxValue) / LastLevel);
                return new(scale, (byte)Math.Clamp(MathF.Round(-smallest / scale), 0, LastLevel), LastLevel);
        }
    }

    private (float Smallest, float Largest) Ends(ReadOnlySpan<float> weights)
    {
        float smallest = weights[0], largest = weights[0];
        foreach (float w in weights) (smallest, largest) = (Math.Min(smallest, w), Math.Max(largest, w));
        // Weights that are all the same have no range of their own.
        return Form == GridForm.Range && smallest < largest ? (smallest, largest) : (Math.Min(0, smallest), Math.Max(0, largest));
    }

    // A group of zeros, or of weights too small to be divided, has any scale: all its levels are the zero level.
    private float Held(float scale) => Scales.Round(scale == 0 ? 1 : scale);
}
