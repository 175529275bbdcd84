namespace MLNetHemorrhage.Reporting;

/// <summary>What an axis of a chart shows.</summary>
/// <param name="Label">The quantity: "sparsity".</param>
/// <param name="Unit">Its unit; null for a pure number.</param>
/// <param name="Descending">Whether it runs from high to low: bits, where less is more damage.</param>
public sealed record ChartAxis(string Label, string? Unit = null, bool Descending = false)
{
    /// <summary>Quantity and unit.</summary>
    public string Title => Unit is null ? Label : $"{Label} ({Unit})";
}
