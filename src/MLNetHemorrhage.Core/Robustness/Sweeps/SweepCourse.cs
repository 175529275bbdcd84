using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Robustness;

/// <summary>One plan on its way from recipes to a result.</summary>
internal sealed class SweepCourse
{
    private readonly SweepPlan _plan;
    private readonly SweepGrid _grid;
    private readonly List<(IReadOnlyList<double> Values, Recipe Recipe)> _points;

    public SweepCourse(SweepPlan plan)
    {
        _plan = plan;
        _grid = new(plan);
        _points = [.. _grid.Points()];
        if (_points.Count == 0) throw new HemorrhageException($"grids: expected a value that changes the model, found {string.Join(" and ", plan.Grids)}");
    }

    /// <summary>Every recipe of the sweep, in the order of its points.</summary>
    public IEnumerable<Recipe> Recipes => _points.Select(p => p.Recipe);

    /// <summary>What follows from the points, all of which were measured.</summary>
    public SweepResult Result(SweepBase baseline, PointRunner runner)
    {
        SweepPoint[] points = [.. _points.Select(p => runner[p.Recipe].At(p.Values, p.Recipe))];
        var origin = _grid.Origin is { } recipe ? runner[recipe].WindowNll : baseline.WindowNll;
        var analysis = new SweepAnalysis(_grid, baseline, origin, _plan.Text.Protocol, _plan.ToleranceLn);
        var curve = _grid.Axes.Count == 1 ? analysis.Curve(points) : null;
        return new()
        {
            Id = SweepId.Of(runner.BaseFingerprint, _plan, points),
            Template = _plan.Template,
            Model = _plan.Model.Name,
            ModelHash = runner.BaseFingerprint.Model,
            Protocol = _plan.Text.Protocol,
            TextFingerprint = _plan.Text.Fingerprint,
            CalibrationFingerprint = _plan.Template.NeedsCalibration ? _plan.Calibration?.Fingerprint : null,
            Base = baseline,
            Points = points,
            ToleranceLn = _plan.ToleranceLn,
            Curve = curve,
            Transition = curve is null ? null : PhaseTransitionFit.Robust(curve),
            Tolerance = curve is null ? null : analysis.Tolerance(curve),
            Surface = curve is null ? analysis.Surface(points) : null,
        };
    }
}
