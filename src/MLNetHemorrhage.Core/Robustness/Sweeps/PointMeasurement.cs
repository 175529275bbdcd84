using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>Measures one recipe against the base model.</summary>
internal static class PointMeasurement
{
    /// <summary>Applies the recipe and compares; <paramref name="progress"/> is told the tokens that have gone through a model, up to <see cref="Work"/>.</summary>
    public static StoredPoint Measure(
        SweepFingerprint fingerprint, BaselineRun baseline, Recipe recipe, CalibrationSet? calibration, WorkerPool pool, Action<double> progress, CancellationToken cancellation)
    {
        double modification = Work(recipe, calibration, 0);
        var result = RecipeRunner.Apply(baseline.Model, recipe, calibration, new()
        {
            Pool = pool,
            Cancellation = cancellation,
            Progress = new Reports<RecipeProgress>(p => progress(modification * (p.Step - 1 + (double)p.BlocksDone / p.BlockCount) / p.StepCount)),
        });
        var divergence = Divergence.Measure(baseline, result.Model, new()
        {
            Pool = pool,
            Cancellation = cancellation,
            Progress = new Reports<EvaluationProgress>(p => progress(modification + p.Tokens)),
        });
        return new(
            fingerprint, divergence.Modified.Perplexity, divergence.Modified.Nll, divergence.LnRatio, divergence.KlDivergence.Mean, divergence.SameTop,
            result.Size, result.TargetedSize, [.. divergence.Modified.WindowNll]);
    }

    /// <summary>Tokens that go through the model: those of the text, and for each calibrated step twice those of the calibration.</summary>
    public static double Work(Recipe recipe, CalibrationSet? calibration, int tokens) =>
        tokens + 2.0 * (calibration?.TokenCount ?? 0) * recipe.Steps.Count(s => s.NeedsCalibration);

    private sealed class Reports<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
