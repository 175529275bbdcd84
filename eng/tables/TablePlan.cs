using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tables;

/// <summary>What a table sets side by side.</summary>
/// <param name="Name">Name of its folder of cells and, with "-table", of its files.</param>
/// <param name="Introduction">The text above it, Markdown.</param>
/// <param name="Coordinate">What differs from row to row: a parameter of the methods.</param>
/// <param name="Strengths">Its values, in the order in which they are measured.</param>
/// <param name="Columns">The methods in order.</param>
/// <param name="Achieved">What came of it in the linear layers of the blocks.</param>
/// <param name="Ours">The column that the others are compared with.</param>
internal sealed record TablePlan(
    string Name, string Introduction, string Coordinate, double[] Strengths, TableColumn[] Columns,
    Func<IReadOnlyList<WeightMatrix>, double> Achieved, string Ours)
{
    public static readonly TablePlan[] All = [PruningTable.Plan, PruningAblation.Plan, QuantizationTable.Groups, QuantizationTable.Rows, QuantizationAblation.Groups, QuantizationAblation.Rows];

    /// <summary>What <see cref="Achieved"/> is, where the table is to show it.</summary>
    public string? AchievedTitle { get; init; }

    /// <summary>The share of zeros.</summary>
    public static double Zeros(IReadOnlyList<WeightMatrix> layers) => (double)layers.Sum(w => w.ZeroCount) / layers.Sum(w => w.Count);

    /// <summary>The bits held for a weight, scales and zero levels included.</summary>
    public static double Bits(IReadOnlyList<WeightMatrix> layers) => 8.0 * layers.Sum(w => w.ByteSize) / layers.Sum(w => w.Count);

    public Recipe Recipe(string method, double strength) => new(Columns.Single(m => m.Name == method).Step(strength));
}
