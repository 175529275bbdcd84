using System.Globalization;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>What a step tells of its work beside its sizes: how much structure went, where the method removes any, its own notes, and those of the first layers that have some.</summary>
internal static class StepNotes
{
    private const int LayersShown = 3;

    public static IEnumerable<string> Of(StepResult step)
    {
        if (step.Structure is { } structure) yield return $"{structure}";
        foreach (string note in step.Notes) yield return note;
        var remarkable = step.Layers.Where(layer => layer.Notes.Count > 0).ToList();
        foreach (var layer in remarkable.Take(LayersShown)) yield return $"{layer.Name}: {string.Join("; ", layer.Notes)}";
        if (remarkable.Count > LayersShown)
            yield return string.Create(CultureInfo.InvariantCulture, $"{remarkable.Count - LayersShown} more of {step.Layers.Count} layers have notes; the JSON form has them all");
    }
}
