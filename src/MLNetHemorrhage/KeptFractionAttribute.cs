namespace MLNetHemorrhage;

/// <summary>Says that a number is the share of the parameters that a step keeps, 0 to 1; "keep" in recipes.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class KeptFractionAttribute : Attribute;
