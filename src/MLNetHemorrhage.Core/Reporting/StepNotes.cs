using System.Globalization;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>What a step tells of its work beside its sizes: how much structure went, where the method removes any, and its own notes.</summary>
internal static class StepNotes
{
    public static IEnumerable<string> Of(StepResult step)
    {
        if (step.Structure is { } structure)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"ratio {structure.Ratio}: {100 * structure.OfBlocks:0.0} % of the blocks' parameters are gone, {100 * structure.OfModel:0.0} % of the model's");
        foreach (string note in step.Notes) yield return note;
    }
}
