namespace MLNetHemorrhage.Models;

/// <summary>Which elements of a head are rotated together.</summary>
public enum RotaryLayout
{
    /// <summary>Element i with element i + size / 2 (Hugging Face).</summary>
    Halves,

    /// <summary>Element 2 i with element 2 i + 1 (llama2.c, GGUF).</summary>
    Pairs,
}

/// <summary>Rotary position embedding (Su et al. 2021).</summary>
public sealed record RotarySpec
{
    /// <summary>Base of the frequencies: base^(-2 i / head size).</summary>
    public double Base { get; init; } = 10000;

    /// <summary>Which elements are rotated together.</summary>
    public RotaryLayout Layout { get; init; } = RotaryLayout.Halves;

    /// <summary>Llama 3 frequency scaling, if any.</summary>
    public Llama3RotaryScaling? Llama3Scaling { get; init; }
}

/// <summary>The frequency scaling of Llama 3.1: long wavelengths are divided by the factor, short ones kept, those between interpolated.</summary>
/// <param name="Factor">Division of the low frequencies.</param>
/// <param name="LowFrequencyFactor">Wavelengths above original context / this are scaled fully.</param>
/// <param name="HighFrequencyFactor">Wavelengths below original context / this are kept.</param>
/// <param name="OriginalContextLength">Context the model was pretrained with, in tokens.</param>
public sealed record Llama3RotaryScaling(double Factor, double LowFrequencyFactor, double HighFrequencyFactor, int OriginalContextLength);
