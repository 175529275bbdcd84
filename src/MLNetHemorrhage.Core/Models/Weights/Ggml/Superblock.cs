namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>The superblocks of the K formats.</summary>
internal static class Superblock
{
    /// <summary>Weights of a superblock.</summary>
    public const int Length = 256;
}
