using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Evaluation;

/// <summary>The model that the reference numbers were measured on.</summary>
internal static class Stories260K
{
    public static LanguageModel Load() => new(
        "stories260K",
        Checkpoint.LoadDecoder(TestData.External("models/stories260K/stories260K.bin")),
        Tokenizers.Load(TestData.External("models/stories260K/tok512.bin"), 512));
}
