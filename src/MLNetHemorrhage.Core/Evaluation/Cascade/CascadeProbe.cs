using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Evaluation.Statistics;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>Measures the residual streams and the linear layers.</summary>
internal sealed class CascadeProbe : IBlockProbe
{
    private readonly ScoredText _text;
    private readonly SignalSums _embedding;
    private readonly SignalSums[] _residual;
    private readonly LinearSums[] _linears;
    private readonly WorkerPool _pool;
    private RowLoss[] _rows = [];

    public CascadeProbe(DecoderSpec spec, ScoredText text, WorkerPool pool)
    {
        var sizes = PairedPass.ClusterSizes(text);
        (_text, _pool) = (text, pool);
        _embedding = new(sizes, "the embedding");
        _residual = [.. Enumerable.Range(0, spec.BlockCount).Select(b => new SignalSums(sizes, $"the residual stream after block {b}"))];
        var memory = new LinearOutputs(spec);
        _linears = [.. Enumerable.Range(0, spec.BlockCount).Select(b => new LinearSums(spec, b, sizes, memory, pool))];
    }

    public void Embedded(PairedBatch batch) => AddResidual(batch, _embedding);

    public void Ran(int block, PairedBatch batch)
    {
        _linears[block].Add(batch);
        AddResidual(batch, _residual[block]);
    }

    /// <summary>What was measured.</summary>
    public CascadeResult Result()
    {
        ClusterStatistic[] squares = [_embedding.SquaredError(), .. _residual.Select(r => r.SquaredError())];
        var blocks = _residual.Select((r, b) => new BlockLoss(b, r.Loss(), Growth.Factor(squares[b], squares[b + 1]), _linears[b].Losses()));
        return new(_text, _embedding.Loss(), [.. blocks], Growth.Slope(squares[1..]));
    }

    private void AddResidual(PairedBatch batch, SignalSums sums)
    {
        int count = batch.Rows.Count;
        if (_rows.Length < count) _rows = new RowLoss[count];
        MatrixView reference = batch.Base.Trace.Residual, other = batch.Modified.Trace.Residual;
        RowTasks.For(_pool, count, reference.Columns, (first, end) =>
        {
            for (int r = first; r < end; r++) _rows[r] = RowLoss.Of(reference.Row(r), other.Row(r));
        });
        sums.Add(batch, _rows);
    }
}
