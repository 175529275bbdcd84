namespace MLNetHemorrhage;

/// <summary>Says that a method measures what modifications cost a model; <see cref="EvaluationDataAttribute"/> marks what it measures on.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EvaluatesModelAttribute : Attribute;
