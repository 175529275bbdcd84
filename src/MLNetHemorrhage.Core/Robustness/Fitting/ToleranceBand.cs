namespace MLNetHemorrhage.Robustness;

/// <summary>What a tolerance threshold's band was resampled from.</summary>
public enum ToleranceBand
{
    /// <summary>Nothing: too few points, and no errors.</summary>
    None,

    /// <summary>Whole windows of the text, the same for every strength and the base model.</summary>
    Windows,

    /// <summary>The points' standard errors.</summary>
    StandardErrors,

    /// <summary>The scatter of the points around the lines through their neighbours.</summary>
    Scatter,
}
