using Microsoft.ML;

namespace CompareExistingModels;

/// <summary>A linear classifier; its scores are logits, one for each class.</summary>
public sealed class LinearScorer(float[,] weights)
{
    public const int Features = 16, Classes = 4;

    /// <summary>A classifier of random weights, which stands for one that was trained.</summary>
    public static LinearScorer Trained()
    {
        var random = new Random(2);
        var weights = new float[Classes, Features];
        for (int c = 0; c < Classes; c++)
            for (int f = 0; f < Features; f++) weights[c, f] = (float)(4 * random.NextDouble() - 2);
        return new(weights);
    }

    /// <summary>The same classifier with every weight rounded to a signed number of so many bits times one scale for each class.</summary>
    public LinearScorer Rounded(int bits)
    {
        int highest = (1 << (bits - 1)) - 1;
        var rounded = new float[Classes, Features];
        for (int c = 0; c < Classes; c++)
        {
            float largest = 0;
            for (int f = 0; f < Features; f++) largest = Math.Max(largest, Math.Abs(weights[c, f]));
            float scale = largest / highest;
            for (int f = 0; f < Features; f++) rounded[c, f] = scale * MathF.Round(weights[c, f] / scale);
        }
        return new(rounded);
    }

    /// <summary>The classifier as a step of a pipeline.</summary>
    public IEstimator<ITransformer> Step(MLContext context) => context.Transforms.CustomMapping<Measurement, Prediction>(Score, contractName: null);

    private void Score(Measurement row, Prediction prediction)
    {
        prediction.Score = new float[Classes];
        for (int c = 0; c < Classes; c++)
            for (int f = 0; f < Features; f++) prediction.Score[c] += weights[c, f] * row.Features[f];
    }
}
