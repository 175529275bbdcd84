namespace MLNetHemorrhage.Analyzers.Flow.State;

/// <summary>The slot of a property of an options object.</summary>
/// <param name="Object">Where the object was made.</param>
/// <param name="Property">The property; null stands for "others may have been set".</param>
internal sealed record PropertySlot(Site Object, string? Property);
