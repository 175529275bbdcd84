using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Correction;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// SparseGPT on a matrix [outputs, inputs], in place: chooses the weights of a block together, by what zeroing them costs, and corrects
/// those that come after. Weights that are zero before stay zero.
/// </summary>
internal sealed class SparseGptSolver(LayerToModify layer, Matrix weights, double damping)
    : BlockwiseCorrection(layer, weights, layer.Statistic<InputGram>().Inverse(damping, layer))
{
    private readonly PruningMask _zeros = PruningMask.OfZeros(weights, layer.Pool);
    private PruningMask _removed = new(0, 0);
    private Action<BlockFactor> _choose = _ => { };

    /// <summary>Inputs of a block.</summary>
    public int Block { get; init; } = 128;

    public KeepPattern? Pattern { get; init; }

    public SelectionRule Rule { get; init; }

    private int Step => Pattern is { } pattern ? Math.Max(pattern.Group, Block / pattern.Group * pattern.Group) : Block;

    /// <summary>Removes a share of the weights, or what the pattern says.</summary>
    public void Prune(double sparsity)
    {
        var gram = Layer.Statistic<InputGram>().Sums(Layer.Pool);
        bool[] silent = [.. Enumerable.Range(0, Weights.Columns).Select(j => gram[j, j] == 0)];
        if (Pattern is null) _choose = block => Choose(block, silent, sparsity);
        Remove(new(Weights.Rows, Weights.Columns), Step);
    }

    /// <summary>Removes given weights.</summary>
    public void Remove(PruningMask mask)
    {
        if (Pattern is not null) throw new InvalidOperationException("The weights to remove are given; a pattern would choose others.");
        Remove(mask, Block);
    }

    protected override void Begin(BlockFactor block) => _choose(block);

    protected override double Target(BlockFactor block, int row, int i, ReadOnlySpan<double> current)
    {
        var zeros = block.Part(_zeros.Row(row));
        var removed = block.Part(_removed.Row(row));
        if (Pattern is { } pattern && i % pattern.Group == 0) ChooseGroup(pattern, block, i, current, zeros, removed);
        return removed[i] || zeros[i] ? 0 : current[i];
    }

    private void Remove(PruningMask mask, int length)
    {
        _removed = mask;
        Run(length);
    }

    private void Choose(BlockFactor block, bool[] silent, double sparsity)
    {
        var ranked = new RankedRows(Weights.Rows, _ => block.Count, Scores, Layer.Pool);
        if (Rule == SelectionRule.Exact)
            ranked.Mark(RowShare.Total(Weights.Rows, block.End, sparsity) - RowShare.Total(Weights.Rows, block.First, sparsity), withTies: false, r => block.Part(_removed.Row(r)));
        else
            ranked.Mark((int)((double)Weights.Rows * block.Count * sparsity) + 1, withTies: true, r => block.Part(_removed.Row(r)));

        void Scores(int r, Span<double> scores)
        {
            var row = block.Part(Weights.Row(r));
            var zeros = block.Part(_zeros.Row(r));
            for (int j = 0; j < scores.Length; j++) scores[j] = zeros[j] || silent[block.First + j] ? 0 : block.Score(j, row[j]);
        }
    }

    private void ChooseGroup(KeepPattern pattern, BlockFactor block, int start, ReadOnlySpan<double> current, ReadOnlySpan<bool> zeros, Span<bool> removed)
    {
        int length = Math.Min(pattern.Group, current.Length - start);
        Span<double> scores = stackalloc double[length];
        for (int i = 0; i < length; i++) scores[i] = zeros[start + i] ? 0 : block.Score(start + i, current[start + i]);
        PatternGroups.MarkSmallest(scores, PatternGroups.Removed(pattern, Rule, length), removed.Slice(start, length));
    }
}
