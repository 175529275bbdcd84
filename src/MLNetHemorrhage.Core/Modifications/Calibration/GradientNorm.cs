namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>How the gradients of the calibration windows become one number.</summary>
public enum GradientNorm
{
    /// <summary>The root of the sum of their squares.</summary>
    L2,

    /// <summary>The sum of their absolute values.</summary>
    L1,
}
