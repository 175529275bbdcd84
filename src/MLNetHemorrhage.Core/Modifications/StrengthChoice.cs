namespace MLNetHemorrhage.Modifications;

/// <summary>A word that says how strong a step is, as the name of a format does.</summary>
/// <param name="Word">The word of recipes.</param>
/// <param name="Value">What it is in the coordinate of the parameter: bits.</param>
public sealed record StrengthChoice(string Word, double Value);
