namespace MLNetHemorrhage;

/// <summary>Says which parameter of a recipe's step a value is, where no other attribute does: "group", "pattern", "temperature" and their like.</summary>
/// <param name="name">The name that recipes use.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class StepParameterAttribute(string name) : Attribute
{
    /// <summary>The name that recipes use.</summary>
    public string Name { get; } = name;
}
