namespace MLNetHemorrhage;

/// <summary>Says that a text names the column that carries the model which a step loads, modifies or evaluates.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ModelColumnAttribute : Attribute;
