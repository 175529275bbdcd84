using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>The attention rows of one head, summed over the rows of each window.</summary>
internal sealed class HeadSums(double[] clusterSizes, string name)
{
    private readonly double[] _jensenShannon = new double[clusterSizes.Length];
    private readonly double[] _entropy = new double[clusterSizes.Length];
    private readonly double[] _entropyChange = new double[clusterSizes.Length];
    private readonly double[] _mass = new double[clusterSizes.Length];
    private readonly double[] _massChange = new double[clusterSizes.Length];

    public ClusterStatistic JensenShannon => Mean(_jensenShannon);

    public ClusterStatistic Entropy => Mean(_entropy);

    public ClusterStatistic EntropyChange => Mean(_entropyChange);

    public ClusterStatistic FirstTokenMass => Mean(_mass);

    public ClusterStatistic FirstTokenMassChange => Mean(_massChange);

    /// <summary>Adds the rows of a batch, in order.</summary>
    public void Add(PairedBatch batch, ReadOnlySpan<RowDisruption> rows)
    {
        for (int w = 0; w < batch.Rows.Windows.Count; w++)
        {
            var window = batch.Rows.Windows[w];
            int cluster = batch.FirstCluster + w;
            foreach (ref readonly var row in rows.Slice(window.Offset, window.Count))
            {
                _jensenShannon[cluster] += row.JensenShannon;
                _entropy[cluster] += row.Entropy;
                _entropyChange[cluster] += row.EntropyChange;
                _mass[cluster] += row.FirstTokenMass;
                _massChange[cluster] += row.FirstTokenMassChange;
            }
            if (!double.IsFinite(_entropyChange[cluster])) throw batch.NotFinite(double.IsFinite(_entropy[cluster]), $"the attention of {name}", window.Window);
        }
    }

    private ClusterStatistic Mean(double[] sums) => ClusterStatistic.Ratio(sums, clusterSizes);
}
