namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>How far the grid of a group reaches.</summary>
public enum GridClip
{
    /// <summary>To the largest weight.</summary>
    None,

    /// <summary>
    /// To p times that, with the p of 1, 0.99, …, 0.21 that has the least Σ|w - w'|^2.4 over the group (the search of Frantar et al. 2023, "GPTQ:
    /// Accurate Post-Training Quantization for Generative Pre-trained Transformers", published code). Weights beyond go to the last level.
    /// </summary>
    Mse,

    /// <summary>
    /// The same with the least Σ E[x_j²]·(w_j - w'_j)² over the group, x_j the inputs of the layer on the calibration text: what rounding does to the
    /// outputs if inputs do not depend on each other.
    /// </summary>
    Activation,

    /// <summary>
    /// In every layer whichever of the three before moves its outputs least on the calibration text, ‖X·(W' - W)ᵀ‖ after the weights are rounded.
    /// </summary>
    Measured,

    /// <summary>
    /// Weights are clipped before they get a grid, at the one of 1, 0.95, … 0.55 times the largest |w| that moves the outputs of the group least on the
    /// calibration text. Queries and keys, which meet in a product, are not clipped.
    /// </summary>
    Output,
}

/// <summary>Facts about <see cref="GridClip"/>.</summary>
internal static class GridClips
{
    /// <summary>Those that tell the reach of one grid.</summary>
    public static readonly GridClip[] Rules = [GridClip.None, GridClip.Mse, GridClip.Activation];
}
