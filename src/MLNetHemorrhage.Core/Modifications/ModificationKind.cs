namespace MLNetHemorrhage.Modifications;

/// <summary>What a modification does to a model; the verb of a recipe step. <see cref="ModificationMethods.All"/> says which kinds this version has methods for.</summary>
public enum ModificationKind
{
    /// <summary>Sets single weights to zero: "prune".</summary>
    Prune,

    /// <summary>Removes whole heads, channels or layers: "pruneStructured".</summary>
    PruneStructured,

    /// <summary>Stores weights with fewer bits: "quantize".</summary>
    Quantize,

    /// <summary>Replaces a matrix by the product of two thin ones: "factorize".</summary>
    Factorize,

    /// <summary>Adds layers made from existing ones: "expand".</summary>
    Expand,

    /// <summary>Stretches the positions to a longer context: "scaleContext".</summary>
    ScaleContext,

    /// <summary>Changes how tokens are chosen: "decode".</summary>
    Decode,
}

/// <summary>The texts of <see cref="ModificationKind"/>.</summary>
public static class ModificationKinds
{
    /// <summary>The verb that recipes use.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The member's name with a small first letter, such as "prune" or "scaleContext".</returns>
    public static string Verb(this ModificationKind kind) => RecipeWords.Of(kind);
}
