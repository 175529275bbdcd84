using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>What a sweep teaches about its model, as records of a threshold table.</summary>
public static class SweepThresholds
{
    /// <summary>The records of sweeps of one model.</summary>
    /// <param name="sweeps">The sweeps. Those with fixed steps give none: what a step costs on top of others is no property of the step.</param>
    /// <returns>
    /// For each open step its threshold (where it has a transition or a tolerance) and its curve; for two open steps their interaction. All with model, SHA-256,
    /// protocol and the sweep they come from.
    /// </returns>
    public static ThresholdTable Records(IReadOnlyList<SweepResult> sweeps)
    {
        ArgumentNullException.ThrowIfNull(sweeps);
        return new(sweeps.Where(sweep => !sweep.Template.HasFixedSteps).SelectMany(Records));
    }

    private static IEnumerable<TableRecord> Records(SweepResult sweep)
    {
        var holes = sweep.Template.Holes;
        if (sweep.Surface is not { } surface) return Step(sweep, holes[0], sweep.Curve!, sweep.Transition!, sweep.Tolerance!);
        return
        [
            .. Step(sweep, holes[0], surface.FirstAlone, surface.TransitionLine[0].Transition, surface.TransitionLine[0].Tolerance!),
            .. Step(sweep, holes[1], surface.SecondAlone, PhaseTransitionFit.Robust(surface.SecondAlone), ToleranceThreshold.Find(surface.SecondAlone, sweep.ToleranceLn)),
            Interaction(sweep, surface),
        ];
    }

    private static IEnumerable<TableRecord> Step(SweepResult sweep, RecipeHole hole, DegradationCurve curve, PhaseTransition transition, ToleranceThreshold tolerance) =>
        CurveRecords.Of(Name(hole), curve, transition, tolerance).Select(record => With(sweep, record));

    private static InteractionRecord Interaction(SweepResult sweep, SweepSurface surface)
    {
        var (first, second) = (sweep.Template.Holes[0], sweep.Template.Holes[1]);
        return With(sweep, new InteractionRecord(Name(first), Name(second),
            [.. surface.Interactions.Select(i => new InteractionKnot(
                Strengths.Of(first.Coordinate, i.First), Strengths.Of(second.Coordinate, i.Second), i.LnRatio.Value))])
        {
            Error = surface.Interactions.Max(i => i.LnRatio.StandardError) is var error && double.IsFinite(error) ? error : null,
        });
    }

    private static StepName Name(RecipeHole hole) => new(hole.Verb, hole.Method.Name);

    private static T With<T>(SweepResult sweep, T record) where T : TableRecord => record with
    {
        Model = sweep.Model, Sha256 = sweep.ModelHash, Protocol = sweep.Protocol.ToString(), Source = $"sweep {sweep.Id}",
    };
}
