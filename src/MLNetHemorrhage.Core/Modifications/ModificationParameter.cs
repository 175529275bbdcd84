namespace MLNetHemorrhage.Modifications;

/// <summary>A named parameter of a method, for help texts.</summary>
/// <param name="Name">Its name in recipes.</param>
/// <param name="Expected">What it may be, as in "between 0 and 1".</param>
/// <param name="Default">The text of its default.</param>
public sealed record ModificationParameter(string Name, string Expected, string Default);
