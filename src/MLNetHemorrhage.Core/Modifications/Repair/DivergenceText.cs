using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Repair;

/// <summary>
/// The calibration text in batches, with the final hidden states of the unmodified model; the last windows are held out, to measure on
/// them what the others taught.
/// </summary>
internal sealed class DivergenceText
{
    // Small batches: the number of steps counts for more than their accuracy.
    private const int TokensPerBatch = 1024;

    private const int HeldOutOf = 8;

    private DivergenceText(IReadOnlyList<Part> training, IReadOnlyList<Part> heldOut) => (Training, HeldOut) = (training, heldOut);

    /// <summary>What the weights learn from.</summary>
    public IReadOnlyList<Part> Training { get; }

    /// <summary>One window of eight; the training text itself where there is a single window.</summary>
    public IReadOnlyList<Part> HeldOut { get; }

    public static DivergenceText Of(DecoderModel model, StepContext context)
    {
        int[][] windows = [.. context.Calibration!.PredictingWindows().Select(w => w.Ids)];
        var runner = new DecoderRunner(model, context.Pool, keepPacked: null);
        int held = (windows.Length + HeldOutOf - 1) / HeldOutOf;
        if (windows.Length == 1)
        {
            var only = Parts(windows);
            return new(only, only);
        }
        return new(Parts(windows[..^held]), Parts(windows[^held..]));

        IReadOnlyList<Part> Parts(int[][] some) => [.. new CalibrationSet(some).Batches(TokensPerBatch).Select(batch =>
        {
            context.Cancellation.ThrowIfCancellationRequested();
            return new Part(batch, runner.FinalHidden(batch));
        })];
    }

    /// <summary>The mean divergence of what a gradient is taken of, on the held-out windows, in nats per token.</summary>
    public double HeldOutDivergence(StreamedGradient gradient)
    {
        double sum = 0;
        long tokens = 0;
        foreach (var part in HeldOut)
        {
            int scored = part.Batch.TokenCount - part.Batch.Count;
            sum += scored * gradient.Divergence(part.Batch, part.Reference);
            tokens += scored;
        }
        return sum / tokens;
    }

    /// <summary>A batch and the final hidden states of the unmodified model [tokens, hidden].</summary>
    internal sealed record Part(TokenBatch Batch, Matrix Reference);
}
