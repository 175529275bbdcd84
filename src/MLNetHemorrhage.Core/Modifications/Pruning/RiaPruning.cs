using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// <c>prune(ria, sparsity=0.5)</c>: the weights with the smallest (|w_ij| / Σ_i |w_ij| + |w_ij| / Σ_j |w_ij|) · ‖x_j‖^power become zero
/// (Zhang et al. 2024, "Plug-and-Play: An Efficient Post-training Pruning Method for Large Language Models", equation 4). Of equal scores those
/// that come first go. The paper's permutation of inputs for N:M patterns is not applied.
/// </summary>
public sealed record RiaPruning : ScorePruning
{
    internal const string PowerRange = "at least 0 and finite";

    internal static readonly ModificationMethod Row = new ModificationMethod<RiaPruning>(
        ModificationKind.Prune, "ria", "zeroes the weights that are small beside those of their row and column", needsCalibration: true,
        Parameters(
            Parameter.Number<RiaPruning>("power", PowerRange, false, s => s.Power, (s, v) => s with { Power = v }),
            Parameter.Word<RiaPruning, PruningScope>("scope", s => s.Scope, (s, v) => s with { Scope = v }, MatrixScopes))) { Source = "Zhang et al. 2024" };

    /// <summary>How much the norms of the inputs count.</summary>
    /// <value>At least 0; the default is 0.5.</value>
    public double Power { get; init => field = this.CheckNumber(value, value is >= 0 and < double.PositiveInfinity, PowerRange); } = 0.5;

    /// <summary>Which weights are compared.</summary>
    /// <value><see cref="PruningScope.Matrix"/>, the default, or <see cref="PruningScope.Row"/>; not to be chosen beside a pattern.</value>
    /// <exception cref="HemorrhageException">Another scope.</exception>
    public PruningScope Scope { get; init => field = this.CheckWord(value, MatrixScopes); }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override PruningScope Comparison => Scope;

    private protected override bool HasScope => Scope != PruningScope.Matrix;

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => [new ColumnSquares(columns)];

    internal override RowScores Scores(LayerToModify layer, Matrix values) => Scores(values, InputNorms.Of(layer), Power);

    /// <summary>The scores of weights whose inputs have the given norms.</summary>
    internal static RowScores Scores(Matrix values, double[] norms, double power)
    {
        double[] factors = [.. norms.Select(n => ScalarMath.Pow(n, power))];
        var columns = new double[values.Columns];
        for (int r = 0; r < values.Rows; r++)
        {
            var row = values.Row(r);
            for (int j = 0; j < row.Length; j++) columns[j] += Math.Abs(row[j]);
        }
        return (r, scores) =>
        {
            var row = values.Row(r);
            double sum = 0;
            foreach (float w in row) sum += Math.Abs(w);
            for (int j = 0; j < scores.Length; j++)
            {
                // A weight of a row or column of zeros is zero itself.
                double size = Math.Abs(row[j]);
                scores[j] = size == 0 ? 0 : (size / columns[j] + size / sum) * factors[j];
            }
        };
    }
}
