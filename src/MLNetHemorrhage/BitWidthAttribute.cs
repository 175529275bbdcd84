namespace MLNetHemorrhage;

/// <summary>Says that a number is the bits in which a step stores a weight; "bits" in recipes.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class BitWidthAttribute : Attribute;
