namespace MLNetHemorrhage.Modifications;

/// <summary>What only the step itself knows of a layer after its work; sizes are counted from the weights.</summary>
internal sealed record LayerRecord(double? NominalSparsity, TimeSpan Elapsed, LayerErrors? Errors, IReadOnlyList<string> Notes);
