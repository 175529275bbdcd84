using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The residual stream of the calibration text at one depth of a decoder. Nothing else of the passes through the blocks is kept.</summary>
internal sealed class CalibrationActivations
{
    // So that the buffers of a pass stay below the weights of a block.
    private const int TokensPerBatch = 1024;

    private readonly DecoderModel _model;
    private readonly WorkerPool _pool;
    private readonly (TokenBatch Batch, Matrix Hidden)[] _parts;
    private DecoderRunner? _runner;

    /// <summary>Starts before the first block.</summary>
    public CalibrationActivations(DecoderModel model, CalibrationSet calibration, WorkerPool pool)
    {
        (_model, _pool) = (model, pool);
        _parts = [.. calibration.Batches(TokensPerBatch).Select(batch => (batch, Runner.Embed(batch)))];
    }

    // A block runs twice and is then done with: its packed weights are not worth keeping beside it.
    private DecoderRunner Runner => _runner ??= new(_model, _pool, keepPacked: false);

    /// <summary>Lets go of the buffers until the next pass.</summary>
    public void Rest() => _runner = null;

    /// <summary>Shows an observer the inputs of a block's layers; the activations stay where they are.</summary>
    public void Observe(DecoderBlock block, ILinearInputObserver observer)
    {
        Matrix? copy = null;
        foreach (var (batch, hidden) in _parts)
        {
            if (copy?.Rows != hidden.Rows) copy = new(hidden.Rows, hidden.Columns);
            hidden.Values.CopyTo(copy.Values);
            Runner.RunBlock(block, batch, copy, observer);
        }
    }

    /// <summary>Moves through a block; an observer sees the inputs of its layers.</summary>
    public void Advance(DecoderBlock block, ILinearInputObserver? observer = null)
    {
        foreach (var (batch, hidden) in _parts) Runner.RunBlock(block, batch, hidden, observer);
    }
}
