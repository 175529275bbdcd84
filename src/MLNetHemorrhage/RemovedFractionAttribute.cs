namespace MLNetHemorrhage;

/// <summary>Says that a number is the fraction of the weights that a step removes, 0 to 1; "sparsity" in recipes.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RemovedFractionAttribute : Attribute;
