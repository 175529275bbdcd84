using MLNetHemorrhage.Modifications;

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
    public static SweepResult Run(SweepPlan plan, SweepOptions? options = null) => Run([plan], options)[0];

    /// <summary>Carries out several sweeps of one model on one text; the base model is run once, and points that they share are measured once.</summary>
    /// <param name="plans">What to measure; at least one, all with the same model, text and calibration.</param>
    /// <param name="options">How; null means the defaults.</param>
    /// <returns>The result of each plan.</returns>
    /// <exception cref="ArgumentException">There is no plan, or they differ in model, text or calibration.</exception>
    /// <exception cref="HemorrhageException">The grids do not fit a template, a recipe cannot be applied, or the store cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled; with a store, the next run goes on where it stopped.</exception>
    public static IReadOnlyList<SweepResult> Run(IReadOnlyList<SweepPlan> plans, SweepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentOutOfRangeException.ThrowIfZero(plans.Count);
        var first = plans[0];
        if (plans.Any(p => p.Model != first.Model || p.Text != first.Text || p.Calibration != first.Calibration))
            throw new ArgumentException("Expected plans of one model, text and calibration.", nameof(plans));
        options ??= new();
        SweepCourse[] courses = [.. plans.Select(plan => new SweepCourse(plan))];
        var recipes = courses.SelectMany(c => c.Recipes).Distinct().ToArray();
        int points = recipes.Length + courses.Sum(c => c.MostPoints - c.Recipes.Count());
        // Points that are still to be placed take as long as the others do on average.
        double work = recipes.Average(recipe => PointMeasurement.Work(recipe, first.Calibration, first.Text.Tokens)) * points;
        var runner = new PointRunner(first, options, new(options.Progress, points, work, TimeProvider.System));
        var baseline = runner.Base();
        for (var next = recipes; next.Length > 0; next = [.. courses.SelectMany(course => course.Next(baseline, runner))])
            runner.Measure(next);
        return [.. courses.Select(course => course.Result(baseline, runner))];
    }
}
