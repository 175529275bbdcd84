using System.Globalization;
using Microsoft.ML;
using MLNetHemorrhage.Evaluation;

namespace CompareExistingModels;

/// <summary>The table that the sample prints: one line for each width that the weights are rounded to.</summary>
public static class ScoreTable
{
    public static void Print(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("weights   KL divergence (nats)      same class        rank correlation   largest difference");
        foreach (int bits in (int[])[8, 4, 2])
        {
            var metrics = Compare(bits);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"int{bits,-6} {metrics.KlDivergence,9:F6} ± {metrics.KlDivergenceStandardError:F6}   {metrics.SameTop,6:F3} ± {metrics.SameTopStandardError:F3}   {metrics.RankCorrelation,6:F3} ± {metrics.RankCorrelationStandardError:F3}   {metrics.MaximumDifference,12:F4}"));
        }
    }

    /// <summary>Compares the classifier with itself, its weights rounded.</summary>
    public static ScoreComparisonMetrics Compare(int bits)
    {
        var mlContext = new MLContext(seed: 1);
        var data = mlContext.Data.LoadFromEnumerable(Measurement.Some(500));
        var classifier = LinearScorer.Trained();

        ITransformer single = classifier.Step(mlContext).Fit(data);
        ITransformer rounded = classifier.Rounded(bits).Step(mlContext).Fit(data);

        return mlContext.Hemorrhage().CompareScores(single.Transform(data), rounded.Transform(data), "Score", keyColumnName: "Id", ScoreKind.Logit);
    }
}
