using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// <c>prune(admm, sparsity=0.5)</c>: removes the smallest weights, inputs scaled to norm 1, and fits the others so that the outputs on the
/// calibration text stay, by alternating directions (Boža 2024, "Fast and Effective Weight Update for Pruned Large Language Models"). In the
/// first iterations the choice is made again each time; with <see cref="PruningScope.Row"/> it grows to the full share s meanwhile, as
/// s - s·(1 - t/T)³. Weights that are zero before stay zero.
/// </summary>
public sealed record AdmmPruning : PruningStep
{
    internal const string CountRange = "at least 1";

    internal static readonly ModificationMethod Row = new ModificationMethod<AdmmPruning>(
        ModificationKind.Prune, "admm", "zeroes small weights and fits the others to keep the outputs", needsCalibration: true,
        Parameters(
            Parameter.Number<AdmmPruning>("damping", SparseGptPruning.DampingRange, false, s => s.Damping, (s, v) => s with { Damping = v }),
            Parameter.Integer<AdmmPruning>("iterations", CountRange, false, s => s.Iterations, (s, v) => s with { Iterations = v }),
            Parameter.Integer<AdmmPruning>("choices", CountRange, false, s => s.Choices, (s, v) => s with { Choices = v }),
            Parameter.Word<AdmmPruning, PruningScope>("scope", s => s.Scope, (s, v) => s with { Scope = v }, MatrixScopes))) { Source = "Boža 2024" };

    /// <summary>What is added to the diagonal of XᵀX, as a share of its mean.</summary>
    /// <value>At least 0; the default is 0.1.</value>
    public double Damping { get; init => field = this.CheckNumber(value, value is >= 0 and < double.PositiveInfinity, SparseGptPruning.DampingRange); } = 0.1;

    /// <summary>Iterations.</summary>
    /// <value>At least 1; the default is 20.</value>
    public int Iterations { get; init => field = this.CheckRange(value, 1, int.MaxValue, CountRange); } = 20;

    /// <summary>How many of the first iterations choose the weights that go; the others keep that choice.</summary>
    /// <value>At least 1, and as many as there are iterations where they are fewer; the default is 15.</value>
    public int Choices { get; init => field = this.CheckRange(value, 1, int.MaxValue, CountRange); } = 15;

    /// <summary>Which weights are compared.</summary>
    /// <value><see cref="PruningScope.Matrix"/>, the default, or <see cref="PruningScope.Row"/>; not to be chosen beside a pattern.</value>
    /// <exception cref="HemorrhageException">Another scope.</exception>
    public PruningScope Scope { get; init => field = this.CheckWord(value, MatrixScopes); }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override bool HasScope => Scope != PruningScope.Matrix;

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => [new InputGram(columns)];

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        layer.Statistic<InputGram>().Check(layer);
        var solver = new AdmmSolver(layer, values, Damping);
        var mask = Select(layer, solver, 1);
        for (int t = 1; t <= Iterations; t++)
        {
            if (t > 1 && t <= Choices) mask = Select(layer, solver, t);
            solver.Step(mask);
        }
        solver.Finish(mask, values);
        return PrunedWeights.Store(layer.Weights, values);
    }

    // The published code lets the share grow only where it compares by row; by matrix it removes the whole part of the share, no tie more.
    private PruningMask Select(LayerToModify layer, AdmmSolver solver, int iteration)
    {
        var selection = SelectionOf(layer, Scope);
        if (Scope == PruningScope.Row)
        {
            double left = 1 - (double)iteration / Math.Min(Choices, Iterations);
            selection = selection with { Sparsity = selection.Sparsity * (1 - left * left * left) };
        }
        else if (Rule == SelectionRule.Published && Pattern is null)
        {
            double count = (double)solver.Rows * solver.Columns;
            selection = selection with { Sparsity = Math.Floor(count * selection.Sparsity) / count, Rule = SelectionRule.Exact };
        }
        return selection.Select(solver.Rows, solver.Columns, solver.Scores, layer.Pool);
    }
}
