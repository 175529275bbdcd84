namespace MLNetHemorrhage.Models.Weights;

/// <summary>Weights that are integers or codes times scales.</summary>
internal interface IScaledWeights
{
    /// <summary>All scales, as they are held.</summary>
    float[] Scales();
}
