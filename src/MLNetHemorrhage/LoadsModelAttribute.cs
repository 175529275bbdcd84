namespace MLNetHemorrhage;

/// <summary>Says that a method gives a pipeline step that puts a model as it is into a column: what was done to an earlier model of that column does not count for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoadsModelAttribute : Attribute;
