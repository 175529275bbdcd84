using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage;

/// <summary>
/// Says that a method gives a pipeline step that modifies a model, so that the analyzer can follow it. Methods of your own that wrap such steps can carry
/// it too; the attributes on their parameters say what each of them means.
/// </summary>
/// <param name="kind">What the step does.</param>
/// <example>
/// <code>
/// [ModificationStep(ModificationKind.Quantize, Method = "rtn")]
/// static IEstimator&lt;ITransformer&gt; Shrink(HemorrhageCatalog catalog, [BitWidth] int bits) => catalog.Quantize(bits: bits);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModificationStepAttribute(ModificationKind kind) : Attribute
{
    /// <summary>What the step does.</summary>
    public ModificationKind Kind { get; } = kind;

    /// <summary>The recipe's word for the method, where it is always the same.</summary>
    /// <value>The default value is null: the parameter or property with <see cref="MethodChoiceAttribute"/> says it.</value>
    public string? Method { get; set; }
}
