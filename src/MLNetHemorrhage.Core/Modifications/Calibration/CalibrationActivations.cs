using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The residual stream of the calibration text at one depth of a decoder. Nothing else of the passes through the blocks is kept.</summary>
internal sealed class CalibrationActivations
{
    private readonly DecoderRunner _runner;
    private readonly (TokenBatch Batch, Matrix Hidden)[] _parts;

    /// <summary>Starts before the first block.</summary>
    public CalibrationActivations(DecoderModel model, CalibrationSet calibration, WorkerPool pool)
    {
        _runner = new(model, pool);
        _parts = [.. calibration.Batches().Select(batch => (batch, _runner.Embed(batch)))];
    }

    /// <summary>Shows an observer the inputs of a block's layers; the activations stay where they are.</summary>
    public void Observe(DecoderBlock block, ILinearInputObserver observer)
    {
        foreach (var (batch, hidden) in _parts)
        {
            var copy = new Matrix(hidden.Rows, hidden.Columns);
            hidden.Values.CopyTo(copy.Values);
            _runner.RunBlock(block, batch, copy, observer);
        }
    }

    /// <summary>Moves through a block; an observer sees the inputs of its layers.</summary>
    public void Advance(DecoderBlock block, ILinearInputObserver? observer = null)
    {
        foreach (var (batch, hidden) in _parts) _runner.RunBlock(block, batch, hidden, observer);
    }
}
