using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// <c>prune(wanda, sparsity=0.5)</c>: in every row the weights with the smallest |w_ij|·‖x_j‖ become zero, where ‖x_j‖ is the norm of
/// input j over the calibration tokens (Sun et al. 2023, "A Simple and Effective Pruning Approach for Large Language Models", equation 1).
/// The weights that stay are not changed. Of equal scores those that come first go.
/// </summary>
public sealed record WandaPruning : LayerModification
{
    internal static readonly ModificationMethod Row = new ModificationMethod<WandaPruning>(
        ModificationKind.Prune, "wanda", "zeroes the weights with the smallest |w| times input norm of each row", needsCalibration: true,
        [
            Parameter.Number<WandaPruning>("sparsity", ParameterChecks.Fraction, true, s => s.Sparsity, (s, v) => s with { Sparsity = v }),
        ]);

    /// <summary>Removed share of each matrix: round(weights · sparsity) of them, half to even, spread evenly over the rows.</summary>
    /// <value>0 to 1; the default is 0.5.</value>
    public double Sparsity { get; init => field = this.CheckFraction(value); } = 0.5;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => [new ColumnSquares(columns)];

    internal override StorageForecast Forecast(StorageForecast before) => before.Prune(RowShare.Total(before.Rows, before.Columns, Sparsity));

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        double[] norms = [.. layer.Statistic<ColumnSquares>().Sums];
        for (int j = 0; j < norms.Length; j++)
        {
            if (!double.IsFinite(norms[j]))
                throw new HemorrhageException($"{layer.Name}: input {j} is not finite on the calibration text");
            norms[j] = Math.Sqrt(norms[j]);
        }
        layer.Pool.For(values.Rows, r =>
        {
            var row = values.Row(r);
            // Doubles that are not negative are ordered as their bits are.
            var keys = new ulong[row.Length];
            for (int j = 0; j < keys.Length; j++) keys[j] = BitConverter.DoubleToUInt64Bits(Math.Abs(row[j]) * norms[j]);
            SmallestKeys.Zero<ulong>(keys, RowShare.Of(r, values.Columns, Sparsity), row);
        });
        return PrunedWeights.Store(layer.Weights, values);
    }
}
