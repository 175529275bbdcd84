using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation.Prediction;

/// <summary>Computes calibration errors and what a bootstrap over windows says of them.</summary>
internal static class CalibrationMeasure
{
    // The four errors of a sample, and the two differences.
    private const int Expected = 0, ModifiedExpected = 1, Adaptive = 2, ModifiedAdaptive = 3, Difference = 4, AdaptiveDifference = 5, StatisticCount = 6;
    private const int Binnings = 4;
    private const int Row = Binnings * ConfidenceBins.Count;

    public static CalibrationResult Of(ScoredText text, TopPrediction[] before, TopPrediction[] after)
    {
        int[][] bins = [ConfidenceBins.EqualWidth(before), ConfidenceBins.EqualWidth(after), ConfidenceBins.EqualMass(before), ConfidenceBins.EqualMass(after)];
        double[] gaps = WindowGaps(text, bins, [before, after, before, after]);
        var once = new int[text.Windows.Count];
        Array.Fill(once, 1);
        var values = new double[StatisticCount];
        Errors(once, values);
        var bootstrap = ClusterBootstrap.Run(once.Length, StatisticCount, Errors);

        return new(
            new(Estimated(Expected), Estimated(Adaptive), Confidence(text, before), Reliability(bins[Expected], before)),
            new(Estimated(ModifiedExpected), Estimated(ModifiedAdaptive), Confidence(text, after), Reliability(bins[ModifiedExpected], after)),
            Estimated(Difference),
            Estimated(AdaptiveDifference));

        Estimate Estimated(int statistic) => new(values[statistic], bootstrap.StandardError(statistic));

        void Errors(ReadOnlySpan<int> draws, Span<double> statistics)
        {
            Span<double> sums = stackalloc double[Row];
            sums.Clear();
            double tokens = 0;
            for (int w = 0; w < draws.Length; w++)
            {
                if (draws[w] == 0) continue;
                double weight = draws[w];
                tokens += weight * text.Windows[w].ScoredTokens;
                var row = gaps.AsSpan(w * Row, Row);
                for (int b = 0; b < Row; b++) sums[b] += weight * row[b];
            }
            for (int binning = 0; binning < Binnings; binning++)
            {
                double sum = 0;
                foreach (double gap in sums.Slice(binning * ConfidenceBins.Count, ConfidenceBins.Count)) sum += Math.Abs(gap);
                statistics[binning] = sum / tokens;
            }
            statistics[Difference] = statistics[ModifiedExpected] - statistics[Expected];
            statistics[AdaptiveDifference] = statistics[ModifiedAdaptive] - statistics[Adaptive];
        }
    }

    // (n_b / n) |accuracy_b - confidence_b| = |Σ (right - confidence)| / n: what each window adds to that sum, [window][binning][bin].
    private static double[] WindowGaps(ScoredText text, int[][] bins, TopPrediction[][] predictions)
    {
        var gaps = new double[text.Windows.Count * Row];
        int token = 0;
        for (int w = 0; w < text.Windows.Count; w++)
        {
            var row = gaps.AsSpan(w * Row, Row);
            for (int end = token + text.Windows[w].ScoredTokens; token < end; token++)
            {
                for (int binning = 0; binning < Binnings; binning++)
                {
                    var prediction = predictions[binning][token];
                    row[binning * ConfidenceBins.Count + bins[binning][token]] += (prediction.Right ? 1 : 0) - prediction.Confidence;
                }
            }
        }
        return gaps;
    }

    private static Estimate Confidence(ScoredText text, TopPrediction[] predictions) => ClusteredRatio.Of(
        text.WindowSums([.. predictions.Select(p => p.Confidence)]), [.. text.Windows.Select(w => (double)w.ScoredTokens)]);

    private static ReliabilityBin[] Reliability(int[] bins, TopPrediction[] predictions)
    {
        var counts = new int[ConfidenceBins.Count];
        double[] confidence = new double[counts.Length], right = new double[counts.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            counts[bins[i]]++;
            confidence[bins[i]] += predictions[i].Confidence;
            if (predictions[i].Right) right[bins[i]]++;
        }
        return [.. counts.Select((n, b) => new ReliabilityBin(ConfidenceBins.Edge(b), ConfidenceBins.Edge(b + 1), n, confidence[b] / n, right[b] / n))];
    }
}
