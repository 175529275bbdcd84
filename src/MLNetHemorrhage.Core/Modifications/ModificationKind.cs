namespace MLNetHemorrhage.Modifications;

/// <summary>What a modification does to a model; the verb of a recipe step.</summary>
public enum ModificationKind
{
    /// <summary>Sets single weights to zero: "prune".</summary>
    Prune,

    /// <summary>Stores weights with fewer bits: "quantize".</summary>
    Quantize,
}

/// <summary>The texts of <see cref="ModificationKind"/>.</summary>
public static class ModificationKinds
{
    /// <summary>The verb that recipes use.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>"prune" or "quantize".</returns>
    public static string Verb(this ModificationKind kind) => RecipeWords.Of(kind);
}
