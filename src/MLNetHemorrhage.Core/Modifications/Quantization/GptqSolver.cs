using MLNetHemorrhage.Modifications.Correction;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// GPTQ on a matrix [outputs, inputs], in place: puts the inputs on their grids one after the other and corrects those that come after. With an
/// order the columns of the matrix are moved into it first; levels lie where the inputs were.
/// </summary>
internal sealed class GptqSolver(LayerToModify layer, Matrix weights, Matrix inverse, QuantizedLayer quantized, GridRule rule)
    : BlockwiseCorrection(layer, weights, inverse)
{
    private readonly PruningMask _zeros = PruningMask.OfZeros(weights, layer.Pool);

    /// <summary>The inputs in the order in which they are rounded, which is that of the factor as well; null means as they lie.</summary>
    public int[]? Order { get; init; }

    public GridTiming Timing { get; init; }

    /// <summary>Of the inputs, as they lie; none where grids do not depend on them.</summary>
    public float[] Energies { get; init; } = [];

    /// <summary>Goes through all inputs, so many together.</summary>
    public void Quantize(int block)
    {
        if (Timing == GridTiming.Static) Layer.Pool.For(Weights.Rows, r => SetGrids(r, 0, Weights.Columns));
        if (Order is not null) Layer.Pool.For(Weights.Rows, r => Reorder(Weights.Row(r)));
        // A group is corrected as a whole before its grid is made, so it must not reach into another block.
        int group = quantized.Shape.Length;
        Run(Timing == GridTiming.Fresh ? Math.Max(group, block / group * group) : block);
    }

    protected override void Begin(BlockFactor block)
    {
        if (Timing == GridTiming.Block) Layer.Pool.For(Weights.Rows, r => SetGrids(r, block.First, block.End));
    }

    protected override double Target(BlockFactor block, int row, int i, ReadOnlySpan<double> current)
    {
        int input = Order is null ? block.First + i : Order[block.First + i], group = quantized.Shape.GroupOf(input);
        if (Timing == GridTiming.Fresh && quantized.Shape.Range(group).Start == input) SetGrid(row, group, current[i..]);
        var grid = quantized[row, group];
        byte level = _zeros.Row(row)[input] ? grid.ZeroLevel : grid.Level((float)current[i]);
        quantized.Levels(row)[input] = level;
        return grid.Value(level);
    }

    // The grids of the groups that begin in a range.
    private void SetGrids(int row, int first, int end)
    {
        for (int g = 0; g < quantized.Shape.Groups; g++)
        {
            var (start, groupEnd) = quantized.Shape.Range(g);
            if (start >= first && start < end) quantized[row, g] = rule.Of(Weights.Row(row)[start..groupEnd], Energy(start, groupEnd));
        }
    }

    private void SetGrid(int row, int group, ReadOnlySpan<double> current)
    {
        var (start, end) = quantized.Shape.Range(group);
        Span<float> weights = stackalloc float[end - start];
        for (int j = 0; j < weights.Length; j++) weights[j] = (float)current[j];
        quantized[row, group] = rule.Of(weights, Energy(start, end));
    }

    private ReadOnlySpan<float> Energy(int start, int end) => Energies.Length == 0 ? [] : Energies.AsSpan(start..end);

    private void Reorder(Span<float> row)
    {
        var old = row.ToArray();
        for (int j = 0; j < row.Length; j++) row[j] = old[Order![j]];
    }
}
