using Microsoft.ML.Runtime;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Modifying;

/// <summary>Tells the log how far a recipe has come, and stops it where the caller has asked for that.</summary>
internal sealed class LoggedProgress(IChannel channel) : IProgress<RecipeProgress>
{
    public void Report(RecipeProgress value) => channel.Say($"{value.Text}: block {value.BlocksDone} of {value.BlockCount} done.");

    /// <summary>Tells what a recipe achieved: what the steps tell of their work, every matrix, then the whole.</summary>
    public void Report(RecipeResult result)
    {
        foreach (var step in result.Steps)
        {
            if (step.Structure is { } structure) channel.Say($"{step.Step}: {structure}.");
            foreach (string note in step.Notes) channel.Say($"{step.Step}: {note}.");
            foreach (var layer in step.Layers)
            {
                channel.Say($"{step.Step}: {layer.Name}: {layer.Format}, {layer.Size.Sparsity:P1} zero, {layer.Size.BitsPerWeight:F2} bits per weight{Error(layer)}{Scales(layer)}.");
                foreach (string note in layer.Notes) channel.Say($"{step.Step}: {layer.Name}: {note}.");
            }
            channel.Say($"{step.Step}: {step.TargetedSize.Sparsity:P1} of the targeted weights are zero, {step.TargetedSize.BitsPerWeight:F2} bits per weight, {step.Elapsed.TotalSeconds:F1} s.");
        }
        channel.Say($"The model takes {result.Size.Bytes} bytes, {result.BaseSize.Bytes} before.");
    }

    private static string Scales(LayerResult layer) =>
        layer.Scales is { } scales ? $", scales from {scales.Minimum:G3} over {scales.Median:G3} to {scales.Maximum:G3}" : "";

    // That of the outputs where it was measured.
    private static string Error(LayerResult layer) =>
        layer.OutputError is { } outputs ? $", relative output error {outputs:G3}" : layer.WeightError is { } weights ? $", relative weight error {weights:G3}" : "";
}
