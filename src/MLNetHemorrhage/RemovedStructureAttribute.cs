namespace MLNetHemorrhage;

/// <summary>Says that a number is the share of a model's structure (heads, channels, layers) that a step removes, 0 to 1; "ratio" in recipes.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RemovedStructureAttribute : Attribute;
