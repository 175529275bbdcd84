namespace MLNetHemorrhage;

/// <summary>How the structure that is removed is chosen.</summary>
public enum StructuredPruningMethod
{
    /// <summary>Heads and feed-forward channels whose coupled weights matter least to the loss, by its gradient (Ma et al. 2023).</summary>
    [RecipeMethod("llmpruner", NeedsCalibration = true)]
    LlmPruner,

    /// <summary>Heads and feed-forward channels that fluctuate least, with their mean as a bias (An et al. 2024).</summary>
    [RecipeMethod("flap", NeedsCalibration = true)]
    Flap,

    /// <summary>The weakest principal directions of the residual stream (Ashkboos et al. 2024).</summary>
    [RecipeMethod("slicegpt", NeedsCalibration = true)]
    SliceGpt,

    /// <summary>Blocks, one after the other, without which the loss on the calibration text is lowest (Song et al. 2024).</summary>
    [RecipeMethod("sleb", NeedsCalibration = true)]
    Sleb,

    /// <summary>The blocks that turn the residual stream of the calibration text least (Men et al. 2024).</summary>
    [RecipeMethod("shortgpt", NeedsCalibration = true)]
    ShortGpt,
}
