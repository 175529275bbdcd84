namespace MLNetHemorrhage;

/// <summary>How the structure that is removed is chosen.</summary>
public enum StructuredPruningMethod
{
    /// <summary>Blocks, one after the other, without which the loss on the calibration text is lowest (Song et al. 2024).</summary>
    [RecipeMethod("sleb", NeedsCalibration = true)]
    Sleb,

    /// <summary>The blocks that turn the residual stream of the calibration text least (Men et al. 2024).</summary>
    [RecipeMethod("shortgpt", NeedsCalibration = true)]
    ShortGpt,
}
