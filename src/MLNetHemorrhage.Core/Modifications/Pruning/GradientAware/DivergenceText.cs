using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.GradientAware;

/// <summary>
/// The calibration text in batches, with the final hidden states of the unpruned model; the last windows are held out, to measure on
/// them what the others taught.
/// </summary>
internal sealed class DivergenceText
{
    // Small batches: the number of steps counts for more than their accuracy.
    private const int TokensPerBatch = 1024;

    private const int HeldOutOf = 8;

    private DivergenceText(IReadOnlyList<Part> training, IReadOnlyList<Part> heldOut) => (Training, HeldOut) = (training, heldOut);

    /// <summary>What the survivors learn from.</summary>
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

    /// <summary>A batch and the final hidden states of the unpruned model [tokens, hidden].</summary>
    internal sealed record Part(TokenBatch Batch, Matrix Reference);
}
