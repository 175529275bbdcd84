using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tables;

/// <summary>What a table sets side by side.</summary>
/// <param name="Name">Name of its folder of cells and, with "-table", of its files.</param>
/// <param name="Introduction">The text above it, Markdown.</param>
/// <param name="Coordinate">What differs from row to row: a parameter of the methods.</param>
/// <param name="Strengths">Its values, in the order in which they are measured.</param>
/// <param name="Methods">The columns in order, each with the step it stands for.</param>
/// <param name="Achieved">What came of it in the linear layers of the blocks.</param>
/// <param name="Ours">The column that the others are compared with.</param>
internal sealed record TablePlan(
    string Name, string Introduction, string Coordinate, double[] Strengths, (string Name, Func<double, Modification> Step)[] Methods,
    Func<IReadOnlyList<WeightMatrix>, double> Achieved, string Ours)
{
    public static readonly TablePlan[] All = [PruningTable.Plan, PruningAblation.Plan];

    /// <summary>The share of zeros.</summary>
    public static double Zeros(IReadOnlyList<WeightMatrix> layers) => (double)layers.Sum(w => w.ZeroCount) / layers.Sum(w => w.Count);

    public Recipe Recipe(string method, double strength) => new(Methods.Single(m => m.Name == method).Step(strength));
}
