using System.Buffers;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning.Allocation;

/// <summary>
/// The outliers of every block in percent: weights whose Wanda score |w|·‖x‖ is above a multiple of the mean score of all linear layers
/// of the block, the inputs being those of the model before the step (Yin et al. 2023, equation 1).
/// </summary>
internal static class OutlierRatios
{
    public static double[] Measure(DecoderModel model, StepContext context, double multiple)
    {
        var activations = new CalibrationActivations(model, context.Calibration!, context.Pool);
        var ratios = new double[model.Blocks.Count];
        for (int b = 0; b < ratios.Length; b++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var block = model.Blocks[b];
            var collector = new StatisticsCollector(columns => [new ColumnSquares(columns)], context.Pool);
            activations.Advance(block, collector);
            ratios[b] = Of([.. DecoderBlock.Roles.Select(role => new LayerToModify(LayerName.Linear(b, role), block[role], collector.Of(role), context.Pool))], multiple);
            context.BlockDone(b + 1);
        }
        return ratios;
    }

    private static double Of(LayerToModify[] layers, double multiple)
    {
        long count = layers.Sum(l => l.Weights.Count);
        double limit = multiple * (layers.Sum(l => SumOverRows(l, Sum)) / count);
        return 100 * layers.Sum(l => SumOverRows(l, scores => CountAbove(scores, limit))) / count;
    }

    private delegate double RowValue(ReadOnlySpan<double> scores);

    private static double SumOverRows(LayerToModify layer, RowValue value)
    {
        var values = layer.Values();
        var scores = new WandaPruning().Scores(layer, values);
        var rows = new double[values.Rows];
        layer.Pool.For(values.Rows, r =>
        {
            double[] buffer = ArrayPool<double>.Shared.Rent(values.Columns);
            scores(r, buffer.AsSpan(0, values.Columns));
            rows[r] = value(buffer.AsSpan(0, values.Columns));
            ArrayPool<double>.Shared.Return(buffer);
        });
        return Sum(rows);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }

    private static double CountAbove(ReadOnlySpan<double> scores, double limit)
    {
        int count = 0;
        foreach (double score in scores)
            if (score > limit) count++;
        return count;
    }
}
