using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>Measures attention rows and head outputs.</summary>
internal sealed class AttentionProbe : IBlockProbe
{
    private readonly ScoredText _text;
    private readonly RowComparer _rowComparer;
    private readonly OutputComparer _outputComparer;
    private readonly HeadSums[][] _sums;
    private readonly HeadSimilarities[] _similarities;
    private readonly RowDisruption[][] _rows;

    public AttentionProbe(DecoderSpec spec, ScoredText text, WorkerPool pool)
    {
        _text = text;
        _rowComparer = new(spec, pool);
        _outputComparer = new(spec, pool);
        var sizes = PairedPass.ClusterSizes(text);
        int[] heads = [.. Enumerable.Range(0, spec.HeadCount)], blocks = [.. Enumerable.Range(0, spec.BlockCount)];
        _sums = [.. blocks.Select(b => heads.Select(h => new HeadSums(sizes, $"block {b}, head {h}")).ToArray())];
        _similarities = [.. blocks.Select(_ => new HeadSimilarities(spec.HeadCount, sizes.Length))];
        _rows = [.. heads.Select(_ => Array.Empty<RowDisruption>())];
    }

    public void Embedded(PairedBatch batch) { }

    public void Ran(int block, PairedBatch batch)
    {
        for (int h = 0; h < _rows.Length; h++)
            if (_rows[h].Length < batch.Rows.Count) _rows[h] = new RowDisruption[batch.Rows.Count];
        _rowComparer.Compare(batch, _rows);
        for (int h = 0; h < _rows.Length; h++) _sums[block][h].Add(batch, _rows[h]);
        _outputComparer.Add(batch, _similarities[block]);
    }

    /// <summary>What was measured.</summary>
    public AttentionResult Result()
    {
        HeadStatistics[] blocks = [.. _sums.Select((s, b) => new HeadStatistics(s, _similarities[b]))];
        return new(
            _text,
            [.. blocks.Select((block, index) => block.ToDisruption(index))],
            HeadStatistics.Mean(blocks),
            HeadStatistics.SimilarityChange(blocks));
    }
}
