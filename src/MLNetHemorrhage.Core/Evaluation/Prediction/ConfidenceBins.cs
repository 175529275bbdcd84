namespace MLNetHemorrhage.Evaluation.Prediction;

/// <summary>Which bin each prediction falls in.</summary>
internal static class ConfidenceBins
{
    public const int Count = 15;

    /// <summary>Bin b holds confidences in (b / 15, (b + 1) / 15].</summary>
    public static int[] EqualWidth(ReadOnlySpan<TopPrediction> predictions)
    {
        var bins = new int[predictions.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            int bin = Math.Clamp((int)Math.Ceiling(predictions[i].Confidence * Count) - 1, 0, Count - 1);
            // The product may round across an edge; the edges themselves decide.
            if (predictions[i].Confidence <= Edge(bin)) bin = Math.Max(0, bin - 1);
            else if (predictions[i].Confidence > Edge(bin + 1)) bin = Math.Min(Count - 1, bin + 1);
            bins[i] = bin;
        }
        return bins;
    }

    /// <summary>Predictions by rising confidence, in bins that differ by one prediction at most; of equals the first in the text comes first.</summary>
    public static int[] EqualMass(ReadOnlySpan<TopPrediction> predictions)
    {
        var confidences = new double[predictions.Length];
        for (int i = 0; i < confidences.Length; i++) confidences[i] = predictions[i].Confidence;
        int[] order = [.. Enumerable.Range(0, confidences.Length).OrderBy(i => confidences[i])];
        var bins = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++) bins[order[rank]] = (int)((long)rank * Count / order.Length);
        return bins;
    }

    /// <summary>The lower edge of a bin of equal width.</summary>
    public static double Edge(int bin) => (double)bin / Count;
}
