using System.Globalization;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Checks the scores of a row and turns them into the distribution they stand for.</summary>
internal static class ScoreDistribution
{
    /// <summary>How far from 1 the sum of single-precision probabilities may be.</summary>
    public const double SumTolerance = 1e-3;

    /// <summary>The distribution of a row, its sum rounded to 1; null for raw scores.</summary>
    /// <exception cref="HemorrhageException">The scores are not what they are said to be.</exception>
    public static double[]? Of(ReadOnlySpan<float> scores, ScoreKind kind, string which)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            if (float.IsNaN(scores[i])) throw Error(which, "numbers", $"NaN at index {i}");
        }
        return kind switch
        {
            ScoreKind.Probability => Normalized(scores, which),
            ScoreKind.Logit => Softmax(scores, which),
            _ => null,
        };
    }

    private static double[] Normalized(ReadOnlySpan<float> scores, string which)
    {
        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] < 0) throw Error(which, "probabilities", $"{Text(scores[i])} at index {i}");
            sum += scores[i];
        }
        if (!(Math.Abs(sum - 1) <= SumTolerance)) throw Error(which, $"probabilities that sum to 1 within {Text(SumTolerance)}", $"a sum of {Text(sum)}");
        var distribution = new double[scores.Length];
        for (int i = 0; i < scores.Length; i++) distribution[i] = scores[i] / sum;
        return distribution;
    }

    private static double[] Softmax(ReadOnlySpan<float> scores, string which)
    {
        float highest = float.NegativeInfinity;
        foreach (float score in scores) highest = Math.Max(highest, score);
        if (!float.IsFinite(highest)) throw Error(which, "logits with a finite maximum", $"a maximum of {Text(highest)}");
        var distribution = new double[scores.Length];
        double sum = 0;
        for (int i = 0; i < scores.Length; i++) sum += distribution[i] = Math.Exp((double)scores[i] - highest);
        for (int i = 0; i < scores.Length; i++) distribution[i] /= sum;
        return distribution;
    }

    private static HemorrhageException Error(string which, string expected, string found) => new($"{which} scores: expected {expected}, found {found}.");

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
