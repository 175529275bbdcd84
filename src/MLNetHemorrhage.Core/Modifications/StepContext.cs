using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications;

/// <summary>What a step works with beside the model.</summary>
/// <param name="Calibration">Calibration text; present wherever the method needs it.</param>
/// <param name="Pool">Threads to work with.</param>
/// <param name="BlockDone">Told how many blocks are done.</param>
/// <param name="Cancellation">Stops between blocks.</param>
internal sealed record StepContext(CalibrationSet? Calibration, WorkerPool Pool, Action<int> BlockDone, CancellationToken Cancellation)
{
    /// <summary>Tokens on which the error of a layer's outputs is measured; 0 where nobody wants to know errors.</summary>
    public int ErrorTokens { get; init; } = InputSample.DefaultTokens;

    /// <summary>Where the step leaves what it knows of the layers.</summary>
    public Dictionary<LayerName, LayerRecord> Records { get; } = [];

    /// <summary>The same for a step that is tried out within this one: nobody reads its records, so nothing is measured for them.</summary>
    public StepContext Trial(Action<int> blockDone) => new(Calibration, Pool, blockDone, Cancellation) { ErrorTokens = 0 };

    /// <summary>What a method is given of a layer.</summary>
    public LayerToModify Layer(LayerName name, WeightMatrix weights, IReadOnlyList<InputStatistic> statistics) =>
        new(name, weights, statistics, Pool) { Cancellation = Cancellation };
}
