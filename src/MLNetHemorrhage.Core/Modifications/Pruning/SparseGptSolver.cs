using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// The loop of SparseGPT over the blocks of a matrix [outputs, inputs], in place. Inside a block rows are corrected in double precision, on
/// their own; the inputs behind the block are corrected by one product, once it is done. With N from <see cref="InverseFactor"/> the
/// published U is Nᵀ. Weights that are zero before stay zero.
/// </summary>
internal sealed class SparseGptSolver(LayerToModify layer, Matrix weights, double damping)
{
    private readonly Matrix _inverse = layer.Statistic<InputGram>().Inverse(damping, layer);
    private readonly PruningMask _zeros = PruningMask.OfZeros(weights, layer.Pool);

    /// <summary>Inputs of a block.</summary>
    public int Block { get; init; } = 128;

    public KeepPattern? Pattern { get; init; }

    public SelectionRule Rule { get; init; }

    private int Step => Pattern is { } pattern ? Math.Max(pattern.Group, Block / pattern.Group * pattern.Group) : Block;

    /// <summary>Removes a share of the weights, or what the pattern says.</summary>
    public void Prune(double sparsity)
    {
        var gram = layer.Statistic<InputGram>().Sums(layer.Pool);
        bool[] silent = [.. Enumerable.Range(0, weights.Columns).Select(j => gram[j, j] == 0)];
        Run(new(weights.Rows, weights.Columns), (block, mask) =>
        {
            if (Pattern is null) Choose(block, mask, silent, sparsity);
        });
    }

    /// <summary>Removes given weights.</summary>
    public void Remove(PruningMask mask)
    {
        if (Pattern is not null) throw new InvalidOperationException("The weights to remove are given; a pattern would choose others.");
        Run(mask, (_, _) => { });
    }

    private void Run(PruningMask mask, Action<BlockFactor, PruningMask> choose)
    {
        var memory = new Matrix(weights.Rows, Math.Min(Step, weights.Columns));
        for (int first = 0; first < weights.Columns; first += Step)
        {
            layer.Cancellation.ThrowIfCancellationRequested();
            var block = new BlockFactor(_inverse, first, Math.Min(Step, weights.Columns - first));
            choose(block, mask);
            var errors = memory.View.ColumnRange(0, block.Count);
            layer.Pool.For(weights.Rows, r => Correct(block, block.Part(weights.Row(r)), block.Part(_zeros.Row(r)), block.Part(mask.Row(r)), errors.Row(r)));
            int behind = weights.Columns - block.End;
            Gemm.Multiply(errors, false, _inverse.View.Slice(block.End, behind, block.First, block.Count), true,
                weights.View.ColumnRange(block.End, behind), layer.Pool, accumulate: true);
        }
        GC.KeepAlive(memory);
        GC.KeepAlive(_inverse);
    }

    private void Choose(BlockFactor block, PruningMask mask, bool[] silent, double sparsity)
    {
        var ranked = new RankedRows(weights.Rows, _ => block.Count, Scores, layer.Pool);
        if (Rule == SelectionRule.Exact)
            ranked.Mark(RowShare.Total(weights.Rows, block.End, sparsity) - RowShare.Total(weights.Rows, block.First, sparsity), withTies: false, r => block.Part(mask.Row(r)));
        else
            ranked.Mark((int)((double)weights.Rows * block.Count * sparsity) + 1, withTies: true, r => block.Part(mask.Row(r)));

        void Scores(int r, Span<double> scores)
        {
            var row = block.Part(weights.Row(r));
            var zeros = block.Part(_zeros.Row(r));
            for (int j = 0; j < scores.Length; j++) scores[j] = zeros[j] || silent[block.First + j] ? 0 : block.Score(j, row[j]);
        }
    }

    // Takes the removed weights of one row to zero, from left to right, and writes the errors, negated, that the inputs behind the block will see.
    private void Correct(BlockFactor block, Span<float> row, ReadOnlySpan<bool> zeros, Span<bool> removed, Span<float> errors)
    {
        Span<double> current = stackalloc double[row.Length];
        for (int j = 0; j < row.Length; j++) current[j] = row[j];
        for (int j = 0; j < row.Length; j++)
        {
            if (Pattern is { } pattern && j % pattern.Group == 0) ChooseGroup(pattern, block, j, current, zeros, removed);
            errors[j] = 0;
            if (!removed[j] && !zeros[j]) continue;
            double error = current[j] / block.Diagonal(j);
            current[j] = 0;
            Triangle.SubtractScaled(current[(j + 1)..], error, block.Behind(j));
            errors[j] = (float)-error;
        }
        for (int j = 0; j < row.Length; j++) row[j] = (float)current[j];
    }

    private void ChooseGroup(KeepPattern pattern, BlockFactor block, int start, ReadOnlySpan<double> current, ReadOnlySpan<bool> zeros, Span<bool> removed)
    {
        int length = Math.Min(pattern.Group, current.Length - start);
        Span<double> scores = stackalloc double[length];
        for (int i = 0; i < length; i++) scores[i] = zeros[start + i] ? 0 : block.Score(start + i, current[start + i]);
        PatternGroups.MarkSmallest(scores, PatternGroups.Removed(pattern, Rule, length), removed.Slice(start, length));
    }
}
