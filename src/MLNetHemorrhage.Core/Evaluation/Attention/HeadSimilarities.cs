using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Evaluation.Statistics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>
/// Linear CKA (Kornblith et al. 2019) between the outputs of heads, with windows as its minibatches (Nguyen et al. 2021, eq. 2):
/// Σ HSIC(x, y) / sqrt(Σ HSIC(x, x) · Σ HSIC(y, y)) over windows, each weighted by its rows. Within [-1, 1], around 0 for unrelated signals.
/// </summary>
internal sealed class HeadSimilarities(int heads, int clusters)
{
    /// <summary>Fewest rows of a window that define an unbiased HSIC.</summary>
    public const int LeastRows = 4;

    // [pair][cluster]; signals are the heads of the base, then those of the modified model.
    private readonly Dictionary<(int First, int Second), double[]> _products = Pairs(heads).ToDictionary(p => p, _ => new double[clusters]);

    private bool _measured;

    /// <summary>The pairs whose products are needed: heads of one model with each other and themselves, and each head with its modified self.</summary>
    public static IEnumerable<(int First, int Second)> Pairs(int heads)
    {
        for (int a = 0; a < heads; a++)
        {
            for (int b = a; b < heads; b++)
            {
                yield return (a, b);
                yield return (heads + a, heads + b);
            }
            yield return (a, heads + a);
        }
    }

    /// <summary>Adds Σ u v over the pairs of rows of a window.</summary>
    public void Add((int First, int Second) pair, int cluster, double sum)
    {
        _products[pair][cluster] += sum;
        _measured = true;
    }

    /// <summary>Between a head of the base and the same of the modified model.</summary>
    public ClusterStatistic OfOutputs(int head) => Of(head, heads + head);

    /// <summary>Mean over the pairs of heads of the base; null where there is one head.</summary>
    public ClusterStatistic? WithinBase() => Within(0);

    /// <summary>Mean over the pairs of heads of the modified model; null where there is one head.</summary>
    public ClusterStatistic? WithinModified() => Within(heads);

    private ClusterStatistic? Within(int first)
    {
        var pairs = new List<ClusterStatistic>();
        for (int a = 0; a < heads; a++)
            for (int b = a + 1; b < heads; b++) pairs.Add(Of(first + a, first + b));
        return pairs.Count == 0 ? null : ClusterStatistic.Mean([.. pairs]);
    }

    private ClusterStatistic Of(int a, int b) => _measured
        ? ClusterStatistic.Similarity(_products[(a, b)], _products[(a, a)], _products[(b, b)])
        : ClusterStatistic.Unknown(clusters);
}
