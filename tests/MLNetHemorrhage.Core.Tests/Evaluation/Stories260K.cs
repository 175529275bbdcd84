using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.Tests.Evaluation;

/// <summary>The model that the reference numbers were measured on.</summary>
internal static class Stories260K
{
    public static LanguageModel Load() => Checkpoint.LoadModel(
        TestData.External("models/stories260K/stories260K.bin"), TestData.External("models/stories260K/tok512.bin"));
}
