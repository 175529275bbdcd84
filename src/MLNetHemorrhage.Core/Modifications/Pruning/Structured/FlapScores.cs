using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>The scores of FLAP.</summary>
internal static class FlapScores
{
    /// <summary>The worth of every input of a layer.</summary>
    public static double[] Of(FlapScore score, WeightMatrix weights, InputFluctuation inputs, LayerName name)
    {
        double[] scores = score == FlapScore.Wifv ? inputs.Variances() : inputs.SquareSums();
        var sums = new double[weights.Columns];
        var row = new float[weights.Columns];
        for (int r = 0; r < weights.Rows; r++)
        {
            weights.CopyRow(r, row);
            for (int c = 0; c < row.Length; c++) sums[c] += score == FlapScore.Wifv ? (double)row[c] * row[c] : Math.Abs(row[c]);
        }
        for (int c = 0; c < scores.Length; c++)
        {
            scores[c] = score == FlapScore.Wifv ? scores[c] * sums[c] : Math.Sqrt(scores[c]) * sums[c] / weights.Rows;
            if (!double.IsFinite(scores[c])) throw new HemorrhageException(FormattableString.Invariant($"{name}: input {c} is not finite on the calibration text, or a weight it meets"));
        }
        return scores;
    }

    /// <summary>(x - mean) / standard deviation, the latter over n - 1; zeros where all are equal.</summary>
    public static double[] Standardised(double[] x)
    {
        double mean = x.Average(), squares = x.Sum(v => (v - mean) * (v - mean));
        double deviation = Math.Sqrt(squares / (x.Length - 1));
        return [.. x.Select(v => deviation > 0 ? (v - mean) / deviation : 0)];
    }
}
