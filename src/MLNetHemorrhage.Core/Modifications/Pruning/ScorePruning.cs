using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>A method that gives every weight a score and sets those with the smallest to zero; the weights that stay are not changed.</summary>
public abstract record ScorePruning : PruningStep
{
    private protected ScorePruning() { }

    /// <summary>Which weights are compared with each other.</summary>
    private protected virtual PruningScope Comparison => PruningScope.Row;

    /// <summary>The scores of a layer with these values.</summary>
    internal abstract RowScores Scores(LayerToModify layer, Matrix values);

    internal sealed override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        Select(layer, values).Apply(values, layer.Pool);
        return PrunedWeights.Store(layer.Weights, values);
    }

    /// <summary>The weights that go.</summary>
    internal PruningMask Select(LayerToModify layer, Matrix values) =>
        SelectionOf(layer, Comparison).Select(values.Rows, values.Columns, Scores(layer, values), layer.Pool);
}
