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

    /// <summary>After scaling inputs so that the weights of large ones round better, and clipping (Lin et al. 2023).</summary>
    [RecipeMethod("awq", NeedsCalibration = true)]
    Awq,

    /// <summary>After moving the outliers of inputs into the weights; inputs are rounded too while the model runs (Xiao et al. 2023).</summary>
    [RecipeMethod("smoothquant", NeedsCalibration = true, Bits = 8)]
    SmoothQuant,

    /// <summary>To the quantiles of the normal distribution, 4 bits (Dettmers et al. 2023). Needs no calibration text.</summary>
    [RecipeMethod("nf4")]
    Nf4,

    /// <summary>To floating-point numbers of 4 bits, as the same authors have them. Needs no calibration text.</summary>
    [RecipeMethod("fp4")]
    Fp4,

    /// <summary>To E2M1 numbers with power-of-two scales for 32 inputs. Needs no calibration text.</summary>
    [RecipeMethod("mxfp4")]
    Mxfp4,

    /// <summary>To E2M1 numbers with E4M3 scales for 16 inputs. Needs no calibration text.</summary>
    [RecipeMethod("nvfp4")]
    Nvfp4,

    /// <summary>To 8 bits, except the weights of inputs with outliers, which stay in f16 (Dettmers et al. 2022).</summary>
    [RecipeMethod("llmint8", NeedsCalibration = true, Bits = 8)]
    LlmInt8,

    /// <summary>Scales and levels follow the gradient of the divergence from the model as it is; ours, in docs/dynamic-scaling.md.</summary>
    [RecipeMethod("dynamicScaling", NeedsCalibration = true)]
    DynamicScaling,

    /// <summary>
    /// The block formats of ggml, as GGUF files have them: <see cref="QuantizeEstimator.Options.Type"/> takes the place of bits and group. Needs
    /// calibration text only with <see cref="QuantizeEstimator.Options.Importance"/>.
    /// </summary>
    [RecipeMethod("ggml")]
    Ggml,
}
