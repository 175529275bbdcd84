using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>The values of one hole by growing strength. At strength 0 (16 bits, sparsity 0) the step is left out.</summary>
internal sealed record SweepAxis(RecipeHole Hole, IReadOnlyList<double> Values, IReadOnlyDictionary<double, string> Texts)
{
    /// <summary>The axis of a grid, with or without the end where the step is left out.</summary>
    public static SweepAxis Of(RecipeHole hole, Grid grid, bool withUntouched)
    {
        double untouched = Strengths.Value(hole.Coordinate, 0);
        var texts = hole.Texts(grid);
        var values = texts.Keys.Where(value => Strengths.Of(hole.Coordinate, value) != 0);
        if (withUntouched) values = values.Append(untouched);
        return new(hole, [.. values.OrderBy(value => Strengths.Of(hole.Coordinate, value))], texts);
    }

    public double Strength(double value) => Strengths.Of(Hole.Coordinate, value);

    /// <summary>The text for the recipe; null where the step is left out.</summary>
    public string? Applied(double value) => Strength(value) == 0 ? null : Texts.GetValueOrDefault(value) ?? Hole.Parameter.Text(value);
}
