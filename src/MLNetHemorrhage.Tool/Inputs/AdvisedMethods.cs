using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>A recipe of every method, which says what any advice may need: calibration text.</summary>
internal static class AdvisedMethods
{
    public static IReadOnlyList<Recipe> All { get; } = [.. ModificationMethods.All.Select(m => Recipe.Parse(m.Title))];
}
