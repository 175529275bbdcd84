using System.Runtime.InteropServices;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Chooses the weights with the smallest scores: the one selector of all methods.</summary>
internal sealed record Selection(double Sparsity, PruningScope Scope, KeepPattern? Pattern, SelectionRule Rule)
{
    // Rows that share a task and its buffer.
    private const int RowsPerTask = 16;

    /// <summary>The weights that go.</summary>
    public PruningMask Select(int rows, int columns, RowScores scores, WorkerPool pool)
    {
        var mask = new PruningMask(rows, columns);
        if (Pattern is null && Scope != PruningScope.Row) SelectOfMatrix(mask, scores, pool);
        else SelectByRow(mask, scores, pool);
        return mask;
    }

    private void SelectByRow(PruningMask mask, RowScores scores, WorkerPool pool) => pool.For((mask.Rows + RowsPerTask - 1) / RowsPerTask, t =>
    {
        var buffer = new double[mask.Columns];
        for (int r = t * RowsPerTask; r < Math.Min(mask.Rows, (t + 1) * RowsPerTask); r++)
        {
            scores(r, buffer);
            if (Pattern is { } pattern) PatternGroups.Mark(pattern, Rule, buffer, mask.Row(r));
            else SmallestKeys.Mark(MemoryMarshal.Cast<double, ulong>(buffer), CountOfRow(r, mask.Columns), mask.Row(r));
        }
    });

    private void SelectOfMatrix(PruningMask mask, RowScores scores, WorkerPool pool)
    {
        var ranked = new RankedRows(mask.Rows, _ => mask.Columns, scores, pool);
        if (Rule == SelectionRule.Exact) ranked.Mark(RowShare.Total(mask.Rows, mask.Columns, Sparsity), withTies: false, mask.Row);
        else ranked.Mark(Math.Min((int)((double)mask.Rows * mask.Columns * Sparsity) + 1, mask.Rows * mask.Columns), withTies: true, mask.Row);
    }

    private int CountOfRow(int row, int columns) => Rule == SelectionRule.Exact ? RowShare.Of(row, columns, Sparsity) : (int)(columns * Sparsity);
}
