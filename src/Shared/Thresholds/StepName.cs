namespace MLNetHemorrhage.Thresholds;

/// <summary>A kind of step: the verb and the method of a recipe, as in <c>prune:wanda</c>. The method <c>*</c> stands for every method of the verb.</summary>
/// <param name="Verb">The verb: "prune", "quantize", …</param>
/// <param name="Method">The method's name in recipes, or "*".</param>
public readonly record struct StepName(string Verb, string Method)
{
    /// <summary>The method that stands for all of a verb.</summary>
    public const string AnyMethod = "*";

    /// <summary>The verbs of the recipe grammar.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["prune", "pruneStructured", "quantize", "factorize", "expand", "scaleContext", "decode"];

    /// <summary>Whether this name stands for a step: the same verb, and the same method or any.</summary>
    /// <param name="step">The name of a step.</param>
    public bool Covers(StepName step) => Verb == step.Verb && (Method == AnyMethod || Method == step.Method);

    /// <summary>Verb and method, as in "prune:wanda".</summary>
    /// <returns>The text of a threshold file.</returns>
    public override string ToString() => $"{Verb}:{Method}";

    /// <summary>As recipes write it.</summary>
    internal string Title => Method == AnyMethod ? Verb : $"{Verb}({Method})";
}
