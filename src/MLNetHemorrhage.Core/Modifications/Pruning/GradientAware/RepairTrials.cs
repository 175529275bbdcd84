namespace MLNetHemorrhage.Modifications.Pruning.GradientAware;

/// <summary>What <see cref="GradientAwarePruning"/> tries out; fewer of these show what each is worth.</summary>
internal sealed record RepairTrials
{
    /// <summary>All of them.</summary>
    public static readonly RepairTrials All = new();

    /// <summary>How far the shares of the layers follow the scores: 0, every layer loses the same; 1, layers compete.</summary>
    public double[] Blends { get; init; } = [1, 0.5, 0];

    /// <summary>The one start of all repair steps, in place of the better of rounds and layerwise fit.</summary>
    public Modification? Start { get; init; }
}
