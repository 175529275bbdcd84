namespace MLNetHemorrhage.Modifications;

/// <summary>What is known of every layer before the first block; null where a step has nothing of the kind.</summary>
/// <param name="Sparsities">The removed shares of an allocation; tables may have no part in it.</param>
/// <param name="Preparations">What the method learnt from the whole decoder.</param>
internal sealed record LayerPlan(IReadOnlyDictionary<LayerName, double>? Sparsities, IReadOnlyDictionary<LayerName, object>? Preparations)
{
    /// <summary>A layer with what is known of it.</summary>
    public LayerToModify Complete(LayerToModify layer) => layer with
    {
        Sparsity = Sparsities is not null && Sparsities.TryGetValue(layer.Name, out double sparsity) ? sparsity : null,
        Preparation = Preparations?.GetValueOrDefault(layer.Name),
    };
}
