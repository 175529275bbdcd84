namespace MLNetHemorrhage;

/// <summary>How weights are put on a grid.</summary>
public enum QuantizationMethod
{
    /// <summary>Every weight goes to the nearest level. Needs no calibration text.</summary>
    [RecipeMethod("rtn")]
    RoundToNearest,
}
