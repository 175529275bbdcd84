using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary><c>prune(magnitude, sparsity=0.5, scope=matrix)</c>: the smallest |w| become zero; of equal ones those that come first.</summary>
public sealed record MagnitudePruning : LayerModification
{
    internal static readonly ModificationMethod Row = new ModificationMethod<MagnitudePruning>(
        ModificationKind.Prune, "magnitude", "zeroes the smallest weights of each matrix, or of each row", needsCalibration: false,
        [
            Parameter.Number<MagnitudePruning>("sparsity", ParameterChecks.Fraction, true, s => s.Sparsity, (s, v) => s with { Sparsity = v }),
            Parameter.Word<MagnitudePruning, PruningScope>("scope", s => s.Scope, (s, v) => s with { Scope = v }),
        ]);

    /// <summary>Removed share of each matrix: round(weights · sparsity) of them, half to even; with <see cref="PruningScope.Row"/> spread evenly over the rows.</summary>
    /// <value>0 to 1; the default is 0.5.</value>
    public double Sparsity { get; init => field = this.CheckFraction(value); } = 0.5;

    /// <summary>Which weights are compared.</summary>
    /// <value>The default is <see cref="PruningScope.Matrix"/>.</value>
    public PruningScope Scope { get; init; }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override StorageForecast Forecast(StorageForecast before) => before.Prune(RowShare.Total(before.Rows, before.Columns, Sparsity));

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        if (Scope == PruningScope.Row)
            layer.Pool.For(values.Rows, r => Prune(values.Row(r), RowShare.Of(r, values.Columns, Sparsity)));
        else
            Prune(values.Values, RowShare.Total(values.Rows, values.Columns, Sparsity));
        return PrunedWeights.Store(layer.Weights, values);
    }

    private static void Prune(Span<float> weights, int count)
    {
        // Without their sign bit, singles are ordered as unsigned integers are.
        var keys = new uint[weights.Length];
        for (int i = 0; i < keys.Length; i++) keys[i] = BitConverter.SingleToUInt32Bits(MathF.Abs(weights[i]));
        SmallestKeys.Zero<uint>(keys, count, weights);
    }
}
