namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>How the removed weights are divided among the linear layers of the blocks. The number removed from all of them together is the same.</summary>
public enum LayerAllocation
{
    /// <summary>Every layer loses the same share.</summary>
    Uniform,

    /// <summary>
    /// Blocks with many outliers lose less (Yin et al. 2023, "Outlier Weighed Layerwise Sparsity (OWL): A Missing Secret Sauce for Pruning
    /// LLMs to High Sparsity"). Needs calibration text.
    /// </summary>
    Owl,

    /// <summary>Layers whose pruning by itself moves the predictions of the model on calibration text far lose less. Needs that text.</summary>
    Sensitivity,
}
