namespace MLNetHemorrhage;

/// <summary>Says that a method gives a pipeline step that calibrates a model anew, as layer expansion and changed decoding need.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecalibratesModelAttribute : Attribute;
