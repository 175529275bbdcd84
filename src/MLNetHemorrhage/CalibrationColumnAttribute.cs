namespace MLNetHemorrhage;

/// <summary>Says that a text names the column that calibrated methods learn from.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class CalibrationColumnAttribute : Attribute;
