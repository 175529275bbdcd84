using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Robustness;

/// <summary>An open strength of a <see cref="RecipeTemplate"/>.</summary>
/// <param name="Step">Index of the step.</param>
/// <param name="Method">The step's method.</param>
/// <param name="Parameter">The open parameter.</param>
public sealed record RecipeHole(int Step, ModificationMethod Method, ModificationParameter Parameter)
{
    /// <summary>The step's verb, as in "prune".</summary>
    public string Verb => Method.Kind.Verb();

    /// <summary>What is varied: "sparsity", "bits".</summary>
    public string Coordinate => Parameter.Name;

    /// <summary>Whether values between any two others are allowed; false where only whole numbers are.</summary>
    public bool IsContinuous => !Parameter.IsWhole;
}
