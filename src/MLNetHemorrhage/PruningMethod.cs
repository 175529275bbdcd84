namespace MLNetHemorrhage;

/// <summary>How the weights that become zero are chosen.</summary>
public enum PruningMethod
{
    /// <summary>The smallest |w|, by default of each matrix. Needs no calibration text.</summary>
    [RecipeMethod("magnitude")]
    Magnitude,

    /// <summary>In every row the smallest |w| times the norm of the input over calibration text (Sun et al. 2023).</summary>
    [RecipeMethod("wanda", NeedsCalibration = true)]
    Wanda,
}
