using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.DefaultModel;

/// <summary>The model that ships inside the assembly, in the files of a Hugging Face directory.</summary>
internal static class DefaultCheckpoint
{
    /// <summary>Start of the resources' names; the rest is the file's.</summary>
    public const string Prefix = "default-model/";

    public static Lazy<LanguageModel> Model { get; } = new(() =>
        new("default", HuggingFaceCheckpoint.Load(new ResourceFiles(typeof(DefaultCheckpoint).Assembly, Prefix), validateValues: false), DefaultTokenizer.Load()));
}
