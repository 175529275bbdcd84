using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage;

/// <summary>Says that a method adds a step that modifies a model, so that tools can follow it. Methods of your own that wrap such steps can carry it too.</summary>
/// <param name="kind">What the step does.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModificationStepAttribute(ModificationKind kind) : Attribute
{
    /// <summary>What the step does.</summary>
    public ModificationKind Kind { get; } = kind;
}
