using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications;

/// <summary>How a recipe is carried out. Nothing here changes the result, though <see cref="Before"/> may refuse it.</summary>
public sealed record RecipeOptions
{
    /// <summary>Threads to work with.</summary>
    /// <value>The default is <see cref="WorkerPool.Shared"/>.</value>
    public WorkerPool Pool { get; init; } = WorkerPool.Shared;

    /// <summary>Told after every block.</summary>
    /// <value>The default is null: nobody.</value>
    public IProgress<RecipeProgress>? Progress { get; init; }

    /// <summary>Tokens on which the error of a layer's outputs is measured; tests compare with errors over all.</summary>
    internal int ErrorTokens { get; init; } = InputSample.DefaultTokens;

    /// <summary>What the model has been through already: the new steps have to respect the zeros of those before them.</summary>
    /// <value>The default is <see cref="ModelHistory.None"/>; of a model that a recipe made it is <see cref="RecipeResult.History"/>.</value>
    public ModelHistory Before { get; init; } = ModelHistory.None;

    /// <summary>Stops the work between two blocks with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>How far a recipe has come.</summary>
/// <param name="Step">The step at work, from 1.</param>
/// <param name="StepCount">Number of steps.</param>
/// <param name="Text">The step's canonical text.</param>
/// <param name="BlocksDone">Blocks that this step is done with.</param>
/// <param name="BlockCount">Number of blocks; several times that where the step goes through all of them first to measure what each can bear.</param>
public sealed record RecipeProgress(int Step, int StepCount, string Text, int BlocksDone, int BlockCount);
