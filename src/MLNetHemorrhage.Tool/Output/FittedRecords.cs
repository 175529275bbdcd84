using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>Keeps what was fitted to a user's points in a threshold file.</summary>
internal static class FittedRecords
{
    /// <summary>Adds the records to a file, in place of those about the same.</summary>
    /// <param name="path">The threshold file; new or there.</param>
    /// <param name="model">The model that was measured: a pattern as threshold files have it.</param>
    /// <param name="points">The file of points: the source.</param>
    /// <param name="fits">Every curve with its fit.</param>
    /// <exception cref="HemorrhageException">A curve gives no record that a threshold file may have, or the file cannot be used.</exception>
    public static void Save(string path, string model, string points, IEnumerable<(DegradationCurve Curve, PhaseTransition Fit, ToleranceThreshold Tolerance)> fits)
    {
        try
        {
            ThresholdFiles.Update(path, fits.SelectMany(f => Of(f.Curve, f.Fit, f.Tolerance)
                .Select(record => record with { Model = model, Protocol = f.Curve.Protocol, Source = Path.GetFileName(points) })));
        }
        catch (ArgumentException e)
        {
            throw new HemorrhageException($"{points}: {e.Message}", e);
        }
    }

    private static TableRecord[] Of(DegradationCurve curve, PhaseTransition fit, ToleranceThreshold tolerance)
    {
        TableRecord[] records = [.. CurveRecords.Of(new(Verb(curve.Coordinate), curve.Method), curve, fit, tolerance)];
        return records.Length > 0 ? records
            : throw new HemorrhageException($"{curve.Method}: expected a transition, or the untouched model's perplexity (--base) for a tolerance, found neither: nothing to keep");
    }

    private static string Verb(string coordinate) => coordinate switch
    {
        "sparsity" => "prune",
        "ratio" => "pruneStructured",
        "keep" => "factorize",
        _ => "quantize",
    };
}
