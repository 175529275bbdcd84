using Microsoft.ML.Data;

namespace CompareExistingModels;

/// <summary>What a pipeline reads: a row with its name and its features.</summary>
public sealed class Measurement
{
    public string Id { get; set; } = "";

    [VectorType(LinearScorer.Features)]
    public float[] Features { get; set; } = new float[LinearScorer.Features];

    /// <summary>The same made-up rows every time.</summary>
    public static Measurement[] Some(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => new Measurement
        {
            Id = $"row {i}",
            Features = [.. Enumerable.Range(0, LinearScorer.Features).Select(_ => (float)(2 * random.NextDouble() - 1))],
        })];
    }
}

/// <summary>What a pipeline adds: one score for each class.</summary>
public sealed class Prediction
{
    [VectorType(LinearScorer.Classes)]
    public float[] Score { get; set; } = new float[LinearScorer.Classes];
}
