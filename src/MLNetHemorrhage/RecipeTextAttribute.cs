namespace MLNetHemorrhage;

/// <summary>Says that a text is a recipe, as in "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)".</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RecipeTextAttribute : Attribute;
