using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Weights that are integer codes with scales, which products can read as they are.</summary>
internal interface ICodedWeights
{
    /// <summary>How codes become values.</summary>
    QuantizedFormat CodeFormat { get; }

    /// <summary>The codes of a row, and the scale and the shift of each of its groups.</summary>
    void CopyCodes(int row, Span<byte> codes, Span<float> scales, Span<float> shifts);
}
