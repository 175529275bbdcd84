namespace MLNetHemorrhage.Modifications.Quantization.Allocation;

/// <summary>The bits that a layer gets.</summary>
internal sealed record LayerBits(int Bits);
