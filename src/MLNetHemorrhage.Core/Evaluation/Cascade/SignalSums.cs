using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>The losses of one signal, summed over the rows of each window.</summary>
internal sealed class SignalSums(double[] clusterSizes, string name)
{
    private readonly double[] _error = new double[clusterSizes.Length];
    private readonly double[] _reference = new double[clusterSizes.Length];
    private readonly double[] _cosine = new double[clusterSizes.Length];

    /// <summary>Adds the rows of a batch, in order.</summary>
    public void Add(PairedBatch batch, ReadOnlySpan<RowLoss> rows)
    {
        for (int w = 0; w < batch.Rows.Windows.Count; w++)
        {
            var window = batch.Rows.Windows[w];
            int cluster = batch.FirstCluster + w;
            foreach (ref readonly var row in rows.Slice(window.Offset, window.Count))
            {
                _error[cluster] += row.Error;
                _reference[cluster] += row.Reference;
                _cosine[cluster] += row.Cosine;
            }
            if (!double.IsFinite(_error[cluster])) throw batch.NotFinite(double.IsFinite(_reference[cluster]), name, window.Window);
        }
    }

    /// <summary>The square of the relative error, Σ|h' - h|² / Σ|h|².</summary>
    public ClusterStatistic SquaredError() => ClusterStatistic.Ratio(_error, _reference);

    /// <summary>The loss over all windows.</summary>
    public SignalLoss Loss()
    {
        var squared = SquaredError().ToEstimate();
        double decibels = 10 / Math.Log(10);
        var sqnr = squared.Value == 0
            ? new Estimate(double.PositiveInfinity, double.NaN)
            : new(-decibels * Math.Log(squared.Value), decibels * squared.StandardError / squared.Value);
        return new(squared.Sqrt(), ClusterStatistic.Ratio(_cosine, clusterSizes).ToEstimate(), sqnr);
    }
}
