namespace MLNetHemorrhage;

/// <summary>How the weights that become zero are chosen, and what becomes of the others.</summary>
public enum PruningMethod
{
    /// <summary>The smallest |w|, by default of each matrix. Needs no calibration text.</summary>
    [RecipeMethod("magnitude")]
    Magnitude,

    /// <summary>In every row the smallest |w| times the norm of the input over calibration text (Sun et al. 2023).</summary>
    [RecipeMethod("wanda", NeedsCalibration = true)]
    Wanda,

    /// <summary>Block by block those that cost the outputs least; the weights that come after make up for them (Frantar and Alistarh 2023).</summary>
    [RecipeMethod("sparsegpt", NeedsCalibration = true)]
    SparseGpt,

    /// <summary>Those that are small beside the others of their row and column, times a power of the norm of the input (Zhang et al. 2024).</summary>
    [RecipeMethod("ria", NeedsCalibration = true)]
    Ria,

    /// <summary>The smallest, inputs scaled to norm 1; the others are fitted to keep the outputs (Boža 2024).</summary>
    [RecipeMethod("admm", NeedsCalibration = true)]
    Admm,

    /// <summary>Those of another method, traded for others as long as that restores the mean of the outputs (Zhang et al. 2024).</summary>
    [RecipeMethod("dsnot", NeedsCalibration = true)]
    Dsnot,

    /// <summary>In every row the smallest |w| times norm of the input and norm of the gradient (Das et al. 2023).</summary>
    [RecipeMethod("gradient", NeedsCalibration = true)]
    Gradient,

    /// <summary>Those that gradients miss least in the whole model, in rounds; the others follow the gradient of the divergence from the unpruned model.</summary>
    [RecipeMethod("gradientAware", NeedsCalibration = true)]
    GradientAware,
}
