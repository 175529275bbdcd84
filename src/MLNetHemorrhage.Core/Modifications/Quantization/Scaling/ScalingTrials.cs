namespace MLNetHemorrhage.Modifications.Quantization.Scaling;

/// <summary>The parts of <see cref="DynamicScaling"/>; leaving one out shows what it is worth.</summary>
internal sealed record ScalingTrials
{
    /// <summary>All of them.</summary>
    public static readonly ScalingTrials All = new();

    /// <summary>Whether scale may move from inputs into weights where inputs are rounded too.</summary>
    public bool MovesInputScales { get; init; } = true;

    /// <summary>The ranges that are begun with.</summary>
    public GridClip Ranges { get; init; } = GridClip.Measured;

    /// <summary>Whether weights begin with the levels of the fit; otherwise with those nearest to them.</summary>
    public bool BeginsWithLevels { get; init; } = true;

    /// <summary>Whether weights follow the gradient; otherwise only scales do.</summary>
    public bool MovesWeights { get; init; } = true;

    /// <summary>Whether scales follow the gradient; otherwise only weights do.</summary>
    public bool MovesScales { get; init; } = true;
}
