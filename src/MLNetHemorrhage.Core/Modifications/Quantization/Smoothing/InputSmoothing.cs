using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Quantization.Awq;

namespace MLNetHemorrhage.Modifications.Quantization.Smoothing;

/// <summary>Folds SmoothQuant's factors into a decoder; the function stays as it is.</summary>
internal sealed class InputSmoothing(SmoothQuantization step, DecoderModel model, StepContext context)
{
    private readonly CalibrationActivations _activations = new(model, context.Calibration!, context.Pool);

    public DecoderModel Run()
    {
        var blocks = model.Blocks.ToArray();
        for (int b = 0; b < blocks.Length; b++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var inputs = new StatisticsCollector(columns => [new ColumnMaxima(columns)], context.Pool);
            _activations.Advance(blocks[b], inputs);
            blocks[b] = new BlockFolding(Factors(b, inputs, LinearGroup.QueryKeyValue), null, Factors(b, inputs, LinearGroup.GateUp), null).Fold(blocks[b]);
            context.BlockDone(b + 1);
        }
        return model.WithBlocks(blocks);
    }

    private float[] Factors(int block, StatisticsCollector inputs, LinearGroup group) =>
        LargestMagnitudes.Of(block, model.Blocks[block], group, inputs).Factors(step.Migration);
}
