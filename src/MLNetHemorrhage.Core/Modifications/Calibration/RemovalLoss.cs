using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// The loss on the calibration text of a decoder without one of its blocks. The blocks before it run once for all candidates: their output
/// is kept, that of no other.
/// </summary>
internal sealed class RemovalLoss
{
    private readonly DecoderModel _model;
    private readonly StepContext _context;
    private readonly DecoderRunner _runner;
    private readonly TokenBatch[] _batches;

    public RemovalLoss(DecoderModel model, StepContext context)
    {
        _model = model;
        _context = context;
        _runner = new(model, context.Pool);
        _batches = [.. new CalibrationSet(context.Calibration!.PredictingWindows().Select(w => w.Ids)).Batches()];
    }

    /// <summary>For every candidate among the kept blocks its index and the mean loss, in nats per token, of the kept blocks without it; NaN counts as infinite.</summary>
    public List<(int Block, double Loss)> Measure(IReadOnlyList<int> kept, IReadOnlyList<int> candidates, Action measured)
    {
        var before = _batches.Select(_runner.Embed).ToArray();
        var losses = new List<(int Block, double Loss)>();
        for (int i = 0; i < kept.Count; i++)
        {
            if (candidates.Contains(kept[i]))
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                double loss = Loss(before, kept.Skip(i + 1));
                losses.Add((kept[i], double.IsNaN(loss) ? double.PositiveInfinity : loss));
                measured();
            }
            for (int p = 0; p < before.Length; p++) _runner.RunBlock(_model.Blocks[kept[i]], _batches[p], before[p]);
        }
        return losses;
    }

    private double Loss(Matrix[] before, IEnumerable<int> rest)
    {
        double sum = 0;
        long count = 0;
        for (int p = 0; p < before.Length; p++)
        {
            var hidden = new Matrix(before[p].Rows, before[p].Columns);
            before[p].Values.CopyTo(hidden.Values);
            foreach (int block in rest) _runner.RunBlock(_model.Blocks[block], _batches[p], hidden);
            var losses = _runner.NegativeLogLikelihood(_batches[p], hidden);
            foreach (float loss in losses) sum += loss;
            count += losses.Length;
        }
        return sum / count;
    }
}
