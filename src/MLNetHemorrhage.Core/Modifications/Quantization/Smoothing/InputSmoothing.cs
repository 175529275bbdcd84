using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
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

    private float[] Factors(int block, StatisticsCollector inputs, LinearGroup group)
    {
        var roles = group.Roles();
        var activations = inputs.Of(roles[0]).OfType<ColumnMaxima>().Single().Sums;
        for (int j = 0; j < activations.Length; j++)
            if (!double.IsFinite(activations[j]))
                throw new HemorrhageException(FormattableString.Invariant($"{LayerName.Linear(block, roles[0])}: input {j} is not finite on the calibration text"));
        var weights = new float[activations.Length];
        foreach (var role in roles) Raise(weights, model.Blocks[block][role]);
        return SmoothingFactors.Of(activations, weights, step.Migration);
    }

    private static void Raise(float[] maxima, WeightMatrix weights)
    {
        var row = new float[weights.Columns];
        for (int r = 0; r < weights.Rows; r++)
        {
            weights.CopyRow(r, row);
            for (int j = 0; j < row.Length; j++) maxima[j] = Math.Max(maxima[j], Math.Abs(row[j]));
        }
    }
}
