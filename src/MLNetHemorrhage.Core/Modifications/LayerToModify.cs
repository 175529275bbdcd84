using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications;

/// <summary>What a method is given of one layer, and where it leaves remarks on it.</summary>
/// <param name="Name">Where the weights are.</param>
/// <param name="Weights">The weights as they are.</param>
/// <param name="Statistics">What the method asked to know of the inputs.</param>
/// <param name="Pool">Threads to work with.</param>
internal sealed record LayerToModify(LayerName Name, WeightMatrix Weights, IReadOnlyList<InputStatistic> Statistics, WorkerPool Pool)
{
    /// <summary>The removed share that an allocation gives this layer; null where all layers get the step's.</summary>
    public double? Sparsity { get; init; }

    /// <summary>What the method learnt of this layer before the first block; null where nothing.</summary>
    public object? Preparation { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What the report should say of this layer, one sentence each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>One of the statistics.</summary>
    public T Statistic<T>() where T : InputStatistic => Statistics.OfType<T>().Single();

    /// <summary>What the method learnt of this layer before the first block.</summary>
    public T Prepared<T>() where T : class => Preparation as T ?? throw new InvalidOperationException($"{Name}: no {typeof(T).Name} was prepared.");

    /// <summary>Refuses a statistic of an input that is not finite, because the input was not.</summary>
    public void CheckInput(int input, double statistic)
    {
        if (!double.IsFinite(statistic)) throw new HemorrhageException(FormattableString.Invariant($"{Name}: input {input} is not finite on the calibration text"));
    }

    /// <summary>A copy of the values [outputs, inputs], all of them finite.</summary>
    public Matrix Values()
    {
        var values = Weights.ToMatrix();
        for (int r = 0; r < values.Rows; r++)
        {
            var row = values.Row(r);
            for (int c = 0; c < row.Length; c++)
                if (!float.IsFinite(row[c]))
                    throw new HemorrhageException(FormattableString.Invariant($"{Name}: weight [{r}, {c}] must be finite, found {row[c]}"));
        }
        return values;
    }
}
