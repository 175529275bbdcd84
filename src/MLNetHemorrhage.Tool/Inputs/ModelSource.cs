using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>The model to work on: the one named, else the default model.</summary>
internal static class ModelSource
{
    /// <summary>Loads the model.</summary>
    /// <param name="path">The value of --model; null where it was not given.</param>
    public static LanguageModel Load(string? path) => path is null ? LanguageModel.Default : Checkpoint.LoadModel(path);
}
