using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.GradientAware;

/// <summary>How many weights each layer loses.</summary>
internal static class LayerCounts
{
    private const int Halvings = 60;

    /// <summary>How many of the smallest scores of all layers together fall on each.</summary>
    public static long[] Global(IReadOnlyList<(int Rows, int Columns, RowScores Scores)> layers, long count, WorkerPool pool)
    {
        int[] starts = new int[layers.Count + 1];
        for (int l = 0; l < layers.Count; l++) starts[l + 1] = starts[l] + layers[l].Rows;
        int[] layerOf = [.. layers.SelectMany((layer, l) => Enumerable.Repeat(l, layer.Rows))];
        var ranked = new RankedRows(starts[^1], r => layers[layerOf[r]].Columns, (r, scores) => layers[layerOf[r]].Scores(r - starts[layerOf[r]], scores), pool);
        long[] byRow = ranked.CountByRow(count);
        return [.. Enumerable.Range(0, layers.Count).Select(l => byRow.AsSpan(starts[l], layers[l].Rows).ToArray().Sum())];
    }

    /// <summary>Whole numbers near <paramref name="wanted"/>, none below <paramref name="least"/> nor above <paramref name="most"/>, that sum to <paramref name="total"/>.</summary>
    public static long[] Fit(double[] wanted, long[] least, long[] most, long total)
    {
        // A common shift, in shares of the layer; the sum grows with it.
        double low = -1, high = 1;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            if (Shifted(middle).Sum() < total) low = middle;
            else high = middle;
        }
        double[] shifted = [.. Shifted(high)];
        long[] counts = [.. shifted.Select(c => (long)c)];
        long missing = total - counts.Sum();
        foreach (int l in Enumerable.Range(0, counts.Length).OrderByDescending(l => shifted[l] - counts[l]))
        {
            if (missing <= 0) break;
            if (counts[l] == most[l]) continue;
            counts[l]++;
            missing--;
        }
        return counts;

        IEnumerable<double> Shifted(double shift) => wanted.Select((w, l) => Math.Clamp(w + shift * most[l], least[l], most[l]));
    }
}
