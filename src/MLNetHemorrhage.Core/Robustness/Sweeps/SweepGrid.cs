using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Robustness;

/// <summary>The recipes of a plan, in the order of its points.</summary>
internal sealed class SweepGrid
{
    private readonly RecipeTemplate _template;

    public SweepGrid(SweepPlan plan)
    {
        _template = plan.Template;
        if (plan.Grids.Count != _template.Holes.Count)
            throw new HemorrhageException($"grids: expected one for each * of {_template}, {_template.Holes.Count} in all, found {plan.Grids.Count}");
        // What two steps lose together is judged by what each loses alone; what is added to fixed steps, by what those lose.
        bool withUntouched = _template.Holes.Count > 1 || _template.HasFixedSteps;
        Axes = [.. _template.Holes.Zip(plan.Grids, (hole, grid) => SweepAxis.Of(hole, grid, withUntouched))];
        Origin = _template.Fill(new string?[Axes.Count]);
        foreach (var (axis, grid) in Axes.Zip(plan.Grids)) Check(axis, grid);
    }

    public IReadOnlyList<SweepAxis> Axes { get; }

    /// <summary>The fixed steps alone; null where there are none, and the base model stands there.</summary>
    public Recipe? Origin { get; }

    /// <summary>Every combination of values but the base model itself.</summary>
    public IEnumerable<(IReadOnlyList<double> Values, Recipe Recipe)> Points() =>
        from first in Axes[0].Values
        from rest in Axes.Count == 1 ? [Array.Empty<double>()] : Axes[1].Values.Select(second => new[] { second })
        let values = (double[])[first, .. rest]
        let recipe = RecipeAt(values)
        where recipe is not null
        select ((IReadOnlyList<double>)values, recipe);

    public Recipe? RecipeAt(IReadOnlyList<double> values) => _template.Fill([.. Axes.Zip(values, (axis, value) => axis.Applied(value))]);

    // Every value alone, so that an error names its grid before anything is measured.
    private void Check(SweepAxis axis, Grid grid)
    {
        foreach (double value in axis.Values)
        {
            try
            {
                _template.Fill([.. Axes.Select(other => other == axis ? axis.Applied(value) : null)]);
            }
            catch (HemorrhageException e)
            {
                throw new HemorrhageException($"grid \"{grid}\": {e.Message}", e);
            }
        }
    }
}
