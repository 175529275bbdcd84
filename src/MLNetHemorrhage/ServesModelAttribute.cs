namespace MLNetHemorrhage;

/// <summary>Marks a fitted pipeline that a method saves or serves, as <c>Save</c> and <c>CreatePredictionEngine</c> of ML.NET do.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServesModelAttribute : Attribute;
