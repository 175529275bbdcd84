namespace MLNetHemorrhage.Robustness;

/// <summary>Measures what a model loses over the strengths of a recipe, and finds how far it can go.</summary>
public static class Sweep
{
    /// <summary>Carries out one sweep.</summary>
    /// <param name="plan">What to measure.</param>
    /// <param name="options">How; null means the defaults.</param>
    /// <returns>The points and what follows from them: the same for any number of threads, and whether points were resumed or not.</returns>
    /// <exception cref="HemorrhageException">The grids do not fit the template, a recipe cannot be applied, or the store cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled; with a store, the next run goes on where it stopped.</exception>
    public static SweepResult Run(SweepPlan plan, SweepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= new();
        var grid = new SweepGrid(plan);
        var points = grid.Points().ToArray();
        var meter = new SweepMeter(options.Progress, points.Length, points.Sum(p => PointMeasurement.Work(p.Recipe, plan.Calibration, plan.Text.Tokens)));
        var runner = new PointRunner(plan, options, meter);
        var baseline = runner.Base();
        runner.Measure(points.Select(p => p.Recipe));
        return Result(plan, grid, baseline, runner, points);
    }

    private static SweepResult Result(
        SweepPlan plan, SweepGrid grid, SweepBase baseline, PointRunner runner, IEnumerable<(IReadOnlyList<double> Values, Modifications.Recipe Recipe)> recipes)
    {
        SweepPoint[] points = [.. recipes.Select(p => runner[p.Recipe].At(p.Values, p.Recipe))];
        var origin = grid.Origin is { } recipe ? runner[recipe].WindowNll : baseline.WindowNll;
        var analysis = new SweepAnalysis(grid, baseline, origin, plan.Text.Protocol, plan.ToleranceLn);
        var curve = grid.Axes.Count == 1 ? analysis.Curve(points) : null;
        return new()
        {
            Template = plan.Template,
            Model = plan.Model.Name,
            ModelHash = runner.ModelHash,
            Protocol = plan.Text.Protocol,
            TextFingerprint = plan.Text.Fingerprint,
            Base = baseline,
            Points = points,
            ToleranceLn = plan.ToleranceLn,
            Curve = curve,
            Transition = curve is null ? null : PhaseTransitionFit.Robust(curve),
            Tolerance = curve is null ? null : analysis.Tolerance(curve),
            Surface = curve is null ? analysis.Surface(points) : null,
        };
    }
}
