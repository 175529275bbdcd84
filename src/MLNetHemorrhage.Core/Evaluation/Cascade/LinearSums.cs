using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>The losses of the linear layers of one block.</summary>
internal sealed class LinearSums(DecoderSpec spec, int block, double[] clusterSizes, LinearOutputs memory, WorkerPool pool)
{
    private readonly SignalSums[] _local = [.. DecoderBlock.Roles.Select(r => new SignalSums(clusterSizes, LayerName.Linear(block, r).ToString()))];
    private readonly SignalSums[] _inPlace = [.. DecoderBlock.Roles.Select(r => new SignalSums(clusterSizes, LayerName.Linear(block, r).ToString()))];

    /// <summary>Adds a batch.</summary>
    public void Add(PairedBatch batch)
    {
        for (int g = 0; g < LinearGroups.Count; g++) Add(batch, (LinearGroup)g);
    }

    /// <summary>The losses, in the order of the roles.</summary>
    public IReadOnlyList<LinearLoss> Losses() => [.. DecoderBlock.Roles.Select(r => new LinearLoss(r, _local[(int)r].Loss(), _inPlace[(int)r].Loss()))];

    private void Add(PairedBatch batch, LinearGroup group)
    {
        LinearRole[] roles = [.. group.Roles()];
        int count = batch.Rows.Count;
        RowLoss[][] local = [.. roles.Select(_ => new RowLoss[count])], inPlace = [.. roles.Select(_ => new RowLoss[count])];
        for (int first = 0; first < count; first += LinearOutputs.TileRows)
        {
            int rows = Math.Min(LinearOutputs.TileRows, count - first);
            var (y, yLocal, yInPlace) = Outputs(batch, group, first, rows);
            for (int i = 0, column = 0; i < roles.Length; column += spec.Shape(roles[i++]).Rows)
            {
                int width = spec.Shape(roles[i]).Rows;
                Compare(y.ColumnRange(column, width), yLocal.ColumnRange(column, width), local[i].AsMemory(first));
                Compare(y.ColumnRange(column, width), yInPlace.ColumnRange(column, width), inPlace[i].AsMemory(first));
            }
        }
        for (int i = 0; i < roles.Length; i++)
        {
            _local[(int)roles[i]].Add(batch, local[i]);
            _inPlace[(int)roles[i]].Add(batch, inPlace[i]);
        }
    }

    private (MatrixView Base, MatrixView Local, MatrixView InPlace) Outputs(PairedBatch batch, LinearGroup group, int first, int rows)
    {
        int width = spec.Width(group);
        var y = Own(batch.Base, memory.Base(rows, width));
        var inPlace = Own(batch.Modified, memory.InPlace(rows, width));
        return (y, Shares(batch, group) ? y : Product(batch.Modified, batch.Base.Trace, memory.Local(rows, width)), inPlace);

        // What the run has computed already is not computed again.
        MatrixView Own(PairedModel model, MatrixView room) => model.Trace.Output(group)?.RowRange(first, rows) ?? Product(model, model.Trace, room);

        MatrixView Product(PairedModel weights, BlockTrace inputs, MatrixView output)
        {
            weights.Runner.Multiply(weights.Model.Decoder.Blocks[block], group, inputs.Input(group).RowRange(first, rows), output);
            return output;
        }
    }

    // What a modification did not touch needs no product to show that it breaks nothing.
    private bool Shares(PairedBatch batch, LinearGroup group)
    {
        foreach (var role in group.Roles())
            if (batch.Base.Model.Decoder.Blocks[block][role] != batch.Modified.Model.Decoder.Blocks[block][role]) return false;
        return true;
    }

    private void Compare(MatrixView reference, MatrixView other, Memory<RowLoss> losses) =>
        RowTasks.For(pool, reference.Rows, reference.Columns, (first, end) =>
        {
            for (int r = first; r < end; r++) losses.Span[r] = RowLoss.Of(reference.Row(r), other.Row(r));
        });
}
