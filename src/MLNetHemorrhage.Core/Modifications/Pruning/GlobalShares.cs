using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// The shares that matrices lose where the weights of the whole model are compared: each of them then loses its smallest weights, which
/// are those below the common threshold. Rows are read one by one, so that nothing of the model is copied.
/// </summary>
internal static class GlobalShares
{
    /// <summary>By |w|, for exactly round(weights · sparsity) of all.</summary>
    public static IReadOnlyDictionary<LayerName, double> OfMagnitudes(DecoderModel model, PruningStep step, StepContext context)
    {
        NamedWeights[] matrices = [.. NamedWeights.Of(model, step.Targets)];
        (NamedWeights Matrix, int Row)[] rows = [.. matrices.SelectMany(m => Enumerable.Range(0, m.Weights.Rows).Select(r => (m, r)))];
        var ranked = new RankedRows(rows.Length, i => rows[i].Matrix.Weights.Columns, Magnitudes, context.Pool);
        long[] counts = ranked.CountByRow((long)Math.Round(matrices.Sum(m => (double)m.Weights.Count) * step.Sparsity));
        return rows.Zip(counts).GroupBy(r => r.First.Matrix).ToDictionary(g => g.Key.Name, g => (double)g.Sum(r => r.Second) / g.Key.Weights.Count);

        void Magnitudes(int i, Span<double> scores)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (matrix, row) = rows[i];
            var weights = new float[matrix.Weights.Columns];
            matrix.Weights.CopyRow(row, weights);
            MagnitudePruning.WriteScores(weights, scores);
        }
    }
}
