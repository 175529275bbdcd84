namespace MLNetHemorrhage.Modifications;

/// <summary>A strength that a recipe leaves open with <c>*</c>; the step holds the default meanwhile.</summary>
/// <param name="Step">Index of the step.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Position">Index of the parameter's name in the text.</param>
internal sealed record OpenParameter(int Step, ModificationParameter Parameter, int Position);
