using Microsoft.ML.Runtime;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Modifying;

/// <summary>Tells the log what a threshold table says about a step, in view of what the model has been through.</summary>
internal static class RecipeWarnings
{
    /// <summary>Tells what is found about the new steps; what was found about earlier ones has been told when they were fitted.</summary>
    public static void Tell(IChannel channel, Recipe? before, Recipe step, ThresholdTable thresholds, string model)
    {
        int earlier = before?.Steps.Count ?? 0;
        var together = before is null ? step : new([.. before.Steps, .. step.Steps]);
        foreach (var finding in together.Validate(thresholds, model).Where(f => f.StepIndex >= earlier))
        {
            if (finding.Severity == FindingSeverity.Warning) channel.Warn($"{finding}");
            else channel.Say($"{finding}");
        }
    }
}
