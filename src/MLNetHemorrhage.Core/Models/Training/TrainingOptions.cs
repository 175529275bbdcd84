namespace MLNetHemorrhage.Models.Training;

/// <summary>How a decoder is trained. Two trainings with equal options, documents and first weights end with the same bits.</summary>
internal sealed record TrainingOptions
{
    /// <summary>Number of steps of the whole schedule.</summary>
    public required int Steps { get; init; }

    /// <summary>Most tokens of one batch.</summary>
    public int BatchTokens { get; init; } = 4096;

    /// <summary>Learning rate after the warm-up; from there it falls to 0 in a straight line.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Steps in which the learning rate rises from 0.</summary>
    public int WarmUpSteps { get; init; } = 100;

    /// <summary>Decay of the mean of gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Added to the root of the mean of squared gradients.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share of a matrix taken away per step and unit of learning rate; norms do not decay.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Longest gradient, in Euclidean norm over all weights; longer ones are scaled down.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Learning rate of a step, from 0.</summary>
    public double LearningRateAt(int step)
    {
        double rising = WarmUpSteps == 0 ? 1 : Math.Min(1, (step + 1.0) / WarmUpSteps);
        double falling = Math.Min(1, (double)(Steps - step) / Math.Max(1, Steps - WarmUpSteps));
        return LearningRate * rising * falling;
    }
}
