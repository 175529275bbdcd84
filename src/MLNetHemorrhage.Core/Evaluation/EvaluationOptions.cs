using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>How an evaluation runs. Nothing here changes a result.</summary>
public record EvaluationOptions
{
    /// <summary>Threads to work with.</summary>
    /// <value>The default value is <see cref="WorkerPool.Shared"/>.</value>
    public WorkerPool Pool { get; init; } = WorkerPool.Shared;

    /// <summary>Tokens that go through the model at once, in whole windows: at least one window.</summary>
    /// <value>The default value is 2048.</value>
    public int TokensPerBatch { get; init; } = 2048;

    /// <summary>Told after every batch.</summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }

    /// <summary>Stops the evaluation between batches.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>How far an evaluation is.</summary>
/// <param name="Tokens">Tokens scored so far.</param>
/// <param name="TotalTokens">Tokens to score.</param>
public readonly record struct EvaluationProgress(int Tokens, int TotalTokens);
