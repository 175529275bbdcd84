using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary><c>prune(magnitude, sparsity=0.5, scope=matrix)</c>: the smallest |w| become zero; of equal ones those that come first.</summary>
public sealed record MagnitudePruning : ScorePruning
{
    internal static readonly ModificationMethod Row = new ModificationMethod<MagnitudePruning>(
        ModificationKind.Prune, "magnitude", "zeroes the smallest weights of each matrix, or of each row", needsCalibration: false,
        Parameters(Parameter.Word<MagnitudePruning, PruningScope>("scope", s => s.Scope, (s, v) => s with { Scope = v })));

    /// <summary>Which weights are compared; with <see cref="PruningScope.Row"/> the removed weights are spread evenly over the rows.</summary>
    /// <value>The default is <see cref="PruningScope.Matrix"/>.</value>
    public PruningScope Scope { get; init; }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override PruningScope Comparison => Scope;

    internal override RowScores Scores(LayerToModify layer, Matrix values) => (r, scores) =>
    {
        var row = values.Row(r);
        for (int j = 0; j < scores.Length; j++) scores[j] = Math.Abs(row[j]);
    };
}
