namespace MLNetHemorrhage;

/// <summary>How weights are put on a grid.</summary>
public enum QuantizationMethod
{
    /// <summary>Every weight goes to the nearest level. Needs no calibration text.</summary>
    [RecipeMethod("rtn")]
    RoundToNearest,

    /// <summary>Input by input; the weights of later inputs make up for the errors (Frantar et al. 2023).</summary>
    [RecipeMethod("gptq", NeedsCalibration = true)]
    Gptq,
}
