using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>One plan on its way from recipes to a result.</summary>
internal sealed class SweepCourse
{
    // Points that are placed together; any number of workers measures the same ones.
    private const int Round = 2;

    private readonly SweepPlan _plan;
    private readonly SweepGrid _grid;
    private readonly List<(IReadOnlyList<double> Values, Recipe Recipe)> _points;

    public SweepCourse(SweepPlan plan)
    {
        _plan = plan;
        _grid = new(plan);
        _points = [.. _grid.Points()];
        if (_points.Count == 0) throw new HemorrhageException($"grids: expected a value that changes the model, found {string.Join(" and ", plan.Grids)}");
        if (plan.Adaptive is not null) RequireAdaptable();
    }

    /// <summary>Every recipe of the sweep, in the order of its points.</summary>
    public IEnumerable<Recipe> Recipes => _points.Select(p => p.Recipe);

    /// <summary>Points that it will have at most.</summary>
    public int MostPoints => Math.Max(_points.Count, _plan.Adaptive?.Points ?? 0);

    /// <summary>Adds the points that the measured ones ask for.</summary>
    /// <returns>Their recipes; none where the sweep is complete.</returns>
    public IReadOnlyList<Recipe> Next(SweepBase baseline, PointRunner runner)
    {
        if (_plan.Adaptive is not { } adaptive || _points.Count >= adaptive.Points) return [];
        var analysis = Analysis(baseline, runner);
        var curve = analysis.Curve(Points(runner));
        var transition = PhaseTransitionFit.Robust(curve);
        if (transition.Verdict == FitVerdict.Refused || transition.High - transition.Low <= adaptive.Width) return [];
        var axis = _grid.Axes[0];
        var added = PointPlacement.Next(curve, analysis.Tolerance(curve), Math.Min(Round, adaptive.Points - _points.Count))
            .Select(strength => Math.Round(Strengths.Value(axis.Hole.Coordinate, strength), 6))
            .Select(value => ((IReadOnlyList<double>)[value], _grid.RecipeAt([value])!))
            .ToArray();
        _points.AddRange(added);
        _points.Sort((a, b) => axis.Strength(a.Values[0]).CompareTo(axis.Strength(b.Values[0])));
        return [.. added.Select(a => a.Item2)];
    }

    /// <summary>What follows from the points, all of which were measured.</summary>
    public SweepResult Result(SweepBase baseline, PointRunner runner)
    {
        SweepPoint[] points = Points(runner);
        var analysis = Analysis(baseline, runner);
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

    private SweepPoint[] Points(PointRunner runner) => [.. _points.Select(p => runner[p.Recipe].At(p.Values, p.Recipe))];

    private SweepAnalysis Analysis(SweepBase baseline, PointRunner runner) =>
        new(_grid, baseline, _grid.Origin is { } recipe ? runner[recipe].WindowNll : baseline.WindowNll, _plan.Text.Protocol, _plan.ToleranceLn);

    private void RequireAdaptable()
    {
        if (_grid.Axes is not [var axis]) throw new HemorrhageException($"adaptive sweep: expected one *, found {_grid.Axes.Count} in {_plan.Template}");
        if (!axis.Hole.IsContinuous)
            throw new HemorrhageException($"adaptive sweep: expected a strength with values between any two others, found {axis.Hole.Coordinate}, which are whole numbers; give all of them as a grid");
        int strengths = axis.Values.Count(value => axis.Strength(value) > 0);
        if (strengths < CurveCheck.LeastStrengths)
            throw new HemorrhageException($"adaptive sweep: expected a grid of at least {CurveCheck.LeastStrengths} values to start from, found {strengths}");
    }
}
