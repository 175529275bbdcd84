namespace MLNetHemorrhage;

/// <summary>Says that a value chooses the method of a step: a member of an enumeration with <see cref="RecipeMethodAttribute"/>, or the recipe's word itself.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class MethodChoiceAttribute : Attribute;
