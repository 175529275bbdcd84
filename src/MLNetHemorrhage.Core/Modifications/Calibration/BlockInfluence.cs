using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>How far each block turns the residual stream: 1 - mean cosine between what goes in and what comes out, over all calibration tokens.</summary>
internal static class BlockInfluence
{
    /// <summary>One number for each block, 0 where its output is its input, at most 2.</summary>
    public static double[] Measure(DecoderModel model, StepContext context)
    {
        var runner = new DecoderRunner(model, context.Pool);
        var cosines = new double[model.Blocks.Count];
        var calibration = context.Calibration!;
        (TokenBatch Batch, Matrix Hidden)[] parts = [.. calibration.Batches().Select(batch => (batch, runner.Embed(batch)))];
        for (int b = 0; b < cosines.Length; b++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var (batch, hidden) in parts)
            {
                var input = new Matrix(hidden.Rows, hidden.Columns);
                hidden.Values.CopyTo(input.Values);
                runner.RunBlock(model.Blocks[b], batch, hidden);
                var tokens = new double[hidden.Rows];
                context.Pool.For(tokens.Length, t => tokens[t] = Cosine(input.Row(t), hidden.Row(t)));
                foreach (double cosine in tokens) cosines[b] += cosine;
            }
            if (!double.IsFinite(cosines[b])) throw new HemorrhageException($"block {b}: the residual stream is not finite on the calibration text");
            context.BlockDone(b + 1);
        }
        return [.. cosines.Select(sum => 1 - sum / calibration.TokenCount)];
    }

    // The root of a square is exact, so equal streams have the cosine 1. A stream of zeros has no direction: it is turned only where it becomes another.
    private static double Cosine(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double product = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            product += (double)x[i] * y[i];
            xx += (double)x[i] * x[i];
            yy += (double)y[i] * y[i];
        }
        double norms = Math.Sqrt(xx * yy);
        return norms != 0 ? product / norms : xx == yy ? 1 : 0;
    }
}
