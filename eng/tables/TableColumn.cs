using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tables;

/// <summary>A method, with the step that it stands for at a value of the table's coordinate.</summary>
/// <param name="Name">What stands above the column.</param>
/// <param name="Step">The step.</param>
/// <param name="OnlyModel">The one model that it applies to; null means all.</param>
internal sealed record TableColumn(string Name, Func<double, Modification> Step, string? OnlyModel = null);
