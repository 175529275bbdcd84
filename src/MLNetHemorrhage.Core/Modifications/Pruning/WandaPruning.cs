using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// <c>prune(wanda, sparsity=0.5)</c>: in every row the weights with the smallest |w_ij|·‖x_j‖ become zero, where ‖x_j‖ is the norm of
/// input j over the calibration tokens (Sun et al. 2023, "A Simple and Effective Pruning Approach for Large Language Models", equation 1).
/// The weights that stay are not changed. Of equal scores those that come first go. Without a pattern the removed weights are spread
/// evenly over the rows.
/// </summary>
public sealed record WandaPruning : ScorePruning
{
    internal static readonly ModificationMethod Row = new ModificationMethod<WandaPruning>(
        ModificationKind.Prune, "wanda", "zeroes the weights with the smallest |w| times input norm of each row", needsCalibration: true,
        Parameters<WandaPruning>()) { Source = "Sun et al. 2023" };

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => [new ColumnSquares(columns)];

    internal override RowScores Scores(LayerToModify layer, Matrix values)
    {
        double[] norms = InputNorms.Of(layer);
        return (r, scores) => WriteScores(values.Row(r), norms, scores);
    }

    /// <summary>|w_j| times the factor of input j.</summary>
    internal static void WriteScores(ReadOnlySpan<float> weights, ReadOnlySpan<double> factors, Span<double> scores)
    {
        for (int j = 0; j < scores.Length; j++) scores[j] = Math.Abs(weights[j]) * factors[j];
    }
}
