namespace MLNetHemorrhage;

/// <summary>Says that a text is the path of a model; its last segment chooses the thresholds measured on that model.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ModelPathAttribute : Attribute;
