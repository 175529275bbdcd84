namespace MLNetHemorrhage.Modifications;

/// <summary>A named parameter of a method, for help texts.</summary>
/// <param name="Name">Its name in recipes.</param>
/// <param name="Expected">What it may be, as in "between 0 and 1".</param>
/// <param name="Default">The text of its default.</param>
/// <param name="IsStrength">Whether it says how strong the step is: what a sweep may vary.</param>
/// <param name="IsWhole">Whether only whole numbers are allowed.</param>
public sealed record ModificationParameter(string Name, string Expected, string Default, bool IsStrength = false, bool IsWhole = false);
