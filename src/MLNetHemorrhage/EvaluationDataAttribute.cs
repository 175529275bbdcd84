namespace MLNetHemorrhage;

/// <summary>Marks the data that a method with <see cref="EvaluatesModelAttribute"/> measures on: the output of the pipeline under test.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EvaluationDataAttribute : Attribute;
