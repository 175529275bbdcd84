using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary><c>prune(magnitude, sparsity=0.5, scope=matrix)</c>: the smallest |w| become zero; of equal ones those that come first.</summary>
public sealed record MagnitudePruning : ScorePruning
{
    internal static readonly ModificationMethod Row = new ModificationMethod<MagnitudePruning>(
        ModificationKind.Prune, "magnitude", "zeroes the smallest weights of each matrix, of each row or of the model", needsCalibration: false,
        Parameters(Parameter.Word<MagnitudePruning, PruningScope>("scope", s => s.Scope, (s, v) => s with { Scope = v })));

    /// <summary>Which weights are compared.</summary>
    /// <value>The default is <see cref="PruningScope.Matrix"/>; not to be chosen beside a pattern.</value>
    public PruningScope Scope { get; init; }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override PruningScope Comparison => Scope;

    private protected override bool HasScope => Scope != PruningScope.Matrix;

    internal override void Check()
    {
        base.Check();
        if (Scope == PruningScope.Global && Allocation != LayerAllocation.Uniform) throw Conflict("scope=global divides the removed weights by itself");
    }

    internal override IReadOnlyDictionary<LayerName, double>? Allocate(
        DecoderModel model, StepContext context, IReadOnlyDictionary<LayerName, object>? preparations) =>
        Scope == PruningScope.Global ? GlobalShares.OfMagnitudes(model, this, context) : base.Allocate(model, context, preparations);

    internal override RowScores Scores(LayerToModify layer, Matrix values) => (r, scores) => WriteScores(values.Row(r), scores);

    /// <summary>|w_j|.</summary>
    internal static void WriteScores(ReadOnlySpan<float> weights, Span<double> scores)
    {
        for (int j = 0; j < scores.Length; j++) scores[j] = Math.Abs(weights[j]);
    }
}
