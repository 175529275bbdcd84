namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>The order in which GPTQ goes through the inputs of a layer.</summary>
public enum InputOrder
{
    /// <summary>As they lie.</summary>
    None,

    /// <summary>Those with the largest Σx² on the calibration text first ("act-order"), while all others can still make up for their errors.</summary>
    Activation,
}
