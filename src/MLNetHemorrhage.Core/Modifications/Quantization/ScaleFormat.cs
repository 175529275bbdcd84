using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>How the scales of grids are held.</summary>
public enum ScaleFormat
{
    /// <summary>IEEE single precision, 32 bits.</summary>
    F32,

    /// <summary>IEEE half precision, 16 bits. Levels are chosen for the rounded scales.</summary>
    F16,
}

/// <summary>Facts about <see cref="ScaleFormat"/>.</summary>
internal static class ScaleFormats
{
    // The least and the largest positive numbers of half precision.
    private const float LeastHalf = 5.9604645e-8f, LargestHalf = 65504;

    public static ElementType Type(this ScaleFormat format) => format == ScaleFormat.F16 ? ElementType.Float16 : ElementType.Float32;

    /// <summary>The nearest positive scale that can be held.</summary>
    public static float Round(this ScaleFormat format, float scale) =>
        format == ScaleFormat.F16 ? (float)(Half)Math.Clamp(scale, LeastHalf, LargestHalf) : scale;
}
