using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// <c>prune(dsnot, sparsity=0.5)</c>: starts from the mask of another method and, in every row, brings removed weights back and removes others
/// in their place, as long as that takes the mean of the output closer to what it was (Zhang et al. 2024, "Dynamic Sparse No Training:
/// Training-Free Fine-tuning for Sparse LLMs"). With e the sum of w_ij·x̄_j over the removed weights of a row, the weight that comes back is
/// the one with the most w_ij·x̄_j / Var(x_j)^power of the sign of e, the one that goes has the least |w_ij|·‖x_j‖ of the other sign; with a
/// pattern it is the least of the same group. x̄_j is the sum of input j over a calibration window and Var(x_j) its variance inside one, on
/// average. Every row keeps its number of zeros, and no weight moves twice. A row is done when no weight of the other sign is left to go;
/// the published code then removes the largest ones of the same sign, which harms small matrices.
/// </summary>
public sealed record DsnotPruning : PruningStep
{
    internal const string CyclesRange = "at least 0";

    private const double GramDamping = 0.01, RiaPower = 0.5;

    internal static readonly ModificationMethod Row = new ModificationMethod<DsnotPruning>(
        ModificationKind.Prune, "dsnot", "trades removed weights for others to restore the mean of the outputs", needsCalibration: true,
        Parameters(
            Parameter.Word<DsnotPruning, DsnotInitial>("initial", s => s.Initial, (s, v) => s with { Initial = v }),
            Parameter.Integer<DsnotPruning>("cycles", CyclesRange, false, s => s.Cycles, (s, v) => s with { Cycles = v }),
            Parameter.Number<DsnotPruning>("power", RiaPruning.PowerRange, false, s => s.Power, (s, v) => s with { Power = v }),
            Parameter.Number<DsnotPruning>("threshold", RiaPruning.PowerRange, false, s => s.Threshold, (s, v) => s with { Threshold = v }),
            Parameter.Boolean<DsnotPruning>("signStop", s => s.SignStop, (s, v) => s with { SignStop = v }))) { Source = "Zhang et al. 2024" };

    /// <summary>What chooses the first mask.</summary>
    /// <value>The default is <see cref="DsnotInitial.Wanda"/>.</value>
    public DsnotInitial Initial { get; init; }

    /// <summary>Most trades in a row.</summary>
    /// <value>At least 0; the default is 50.</value>
    public int Cycles { get; init => field = this.CheckRange(value, 0, int.MaxValue, CyclesRange); } = 50;

    /// <summary>How much the variance of an input counts against bringing its weight back.</summary>
    /// <value>At least 0; the default is 1.</value>
    public double Power { get; init => field = this.CheckNumber(value, value is >= 0 and < double.PositiveInfinity, RiaPruning.PowerRange); } = 1;

    /// <summary>A row with |e| up to this is done.</summary>
    /// <value>At least 0; the default is 0.1.</value>
    public double Threshold { get; init => field = this.CheckNumber(value, value is >= 0 and < double.PositiveInfinity, RiaPruning.PowerRange); } = 0.1;

    /// <summary>
    /// Whether a row is done before a trade that would turn the sign of e. Without it a row may swing to and fro for all its cycles, which
    /// destroys small matrices; the published code leaves it off.
    /// </summary>
    /// <value>The default is true.</value>
    public bool SignStop { get; init; } = true;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns, IReadOnlyList<int[]> windows)
    {
        InputStatistic[] moments = [new ColumnSquares(columns), new InputMoments(columns, windows)];
        return Initial == DsnotInitial.Sparsegpt ? [.. moments, new InputGram(columns)] : moments;
    }

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        double[] norms = InputNorms.Of(layer);
        var mask = SelectionOf(layer, PruningScope.Row).Select(values.Rows, values.Columns, InitialScores(layer, values, norms), layer.Pool);
        var refinement = new DsnotRefinement(this, norms, layer);
        layer.Pool.For(values.Rows, r =>
        {
            layer.Cancellation.ThrowIfCancellationRequested();
            refinement.Refine(values.Row(r), mask.Row(r));
        });
        mask.Apply(values, layer.Pool);
        return PrunedWeights.Store(layer.Weights, values);
    }

    private RowScores InitialScores(LayerToModify layer, Matrix values, double[] norms)
    {
        switch (Initial)
        {
            case DsnotInitial.Magnitude:
                return (r, scores) => MagnitudePruning.WriteScores(values.Row(r), scores);
            case DsnotInitial.Ria:
                return RiaPruning.Scores(values, norms, RiaPower);
            case DsnotInitial.Sparsegpt:
                var inverse = layer.Statistic<InputGram>().Inverse(GramDamping, layer);
                double[] factors = [.. norms.Select((n, j) => n == 0 ? 0 : 1 / inverse[j, j])];
                return (r, scores) => WandaPruning.WriteScores(values.Row(r), factors, scores);
            default:
                return (r, scores) => WandaPruning.WriteScores(values.Row(r), norms, scores);
        }
    }
}
