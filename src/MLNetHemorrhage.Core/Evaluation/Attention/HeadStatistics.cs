using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>The statistics of the heads of a block, from which results and means over heads are made with paired errors.</summary>
internal sealed class HeadStatistics(HeadSums[] sums, HeadSimilarities similarities)
{
    private readonly ClusterStatistic[] _jensenShannon = [.. sums.Select(h => h.JensenShannon)];
    private readonly ClusterStatistic[] _entropyChange = [.. sums.Select(h => h.EntropyChange)];
    private readonly ClusterStatistic[] _massChange = [.. sums.Select(h => h.FirstTokenMassChange)];
    private readonly ClusterStatistic[] _outputs = [.. sums.Select((_, h) => similarities.OfOutputs(h))];
    private readonly ClusterStatistic? _within = similarities.WithinBase();
    private readonly ClusterStatistic? _withinModified = similarities.WithinModified();

    /// <summary>The heads, their means and their similarity.</summary>
    public BlockDisruption ToDisruption(int block) => new(
        block,
        [.. sums.Select((h, index) => new HeadDisruption(
            index, _jensenShannon[index].ToEstimate(), h.Entropy.ToEstimate(), _entropyChange[index].ToEstimate(),
            h.FirstTokenMass.ToEstimate(), _massChange[index].ToEstimate(), _outputs[index].ToEstimate()))],
        Mean([this]),
        _within?.ToEstimate() ?? Unknown,
        SimilarityChange([this]));

    /// <summary>Means over all heads of some blocks.</summary>
    public static MeanDisruption Mean(IReadOnlyList<HeadStatistics> blocks)
    {
        return new(Of(b => b._jensenShannon), Of(b => b._entropyChange), Of(b => b._massChange), Of(b => b._outputs));

        Estimate Of(Func<HeadStatistics, ClusterStatistic[]> heads) => ClusterStatistic.Mean([.. blocks.SelectMany(heads)]).ToEstimate();
    }

    /// <summary>Mean over blocks of the change of the similarity of heads within a block.</summary>
    public static Estimate SimilarityChange(IReadOnlyList<HeadStatistics> blocks)
    {
        ClusterStatistic[] changes = [.. blocks.Where(b => b._within is not null).Select(b => b._withinModified!.Minus(b._within!))];
        return changes.Length == 0 ? Unknown : ClusterStatistic.Mean(changes).ToEstimate();
    }

    private static Estimate Unknown => new(double.NaN, double.NaN);
}
